package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import offhook.directory.address.Jid;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stream.sasl.ChannelBinding;
import offhook.xmpp.stream.sasl.Mechanisms.Channel;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.StreamError;
import offhook.xmpp.xml.StreamEvent;
import offhook.xmpp.xml.StreamHeader;
import offhook.xmpp.xml.StreamReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of one client from its first byte to its last, RFC 6120 §4: what comes in goes through the reader to the
 * {@link State}, what goes out through the outbox. Belongs to the loop of its connection, but for what
 * {@link ClientSession} calls.
 */
public final class ClientStream {

    private static final Logger LOG = LoggerFactory.getLogger(ClientStream.class);

    private final ClientStreams common;
    private final Connection connection;
    private final StreamReader reader;
    private final Outbox outbox;
    private final Vitals vitals;

    private State state;
    private Channel channel; // null before TLS
    private String lang; // what the client's header says of its stanzas, or null
    private boolean answered; // whether our header is out
    private boolean securing;
    private boolean settled; // no stranger any more
    private boolean waiting; // for something that is worked on elsewhere
    private boolean paused;
    private boolean over; // this side is closed
    private boolean deaf; // what still comes in is not looked at
    private boolean cut; // nobody has ended it: the connection broke
    private Timer timer;

    ClientStream(ClientStreams common, Connection connection) {
        var config = common.config();
        this.common = common;
        this.connection = connection;
        this.reader = new StreamReader(config.beforeLogin());
        this.outbox = new Outbox(connection, config.unsentBytes(), this::tooSlow);
        this.vitals = new Vitals(connection, config);
        this.state = new Opening(this, Optional.empty());
        this.timer = loop().after(config.loginWithin(), this::tooLate);
    }

    /** Bytes came in; the array may be used again afterwards. */
    public void received(byte[] bytes, int from, int to) {
        vitals.heard();
        if (!deaf) {
            reader.feed(bytes, from, to);
            read();
            reader.keep();
        }
    }

    /** TLS is up. */
    public void secured(Optional<ChannelBinding> binding) {
        securing = false;
        channel = new Channel(true, binding);
    }

    /** The connection is gone. */
    public void lost() {
        timer.cancel();
        deaf = true;
        cut = true;
        end(Ending.CUT);
        if (!settled) {
            common.strangers().leave(connection.peer());
        }
        common.closed(this);
    }

    /** Sends an error and closes, §4.9.1.1. */
    public void fail(StreamError error) {
        if (over) {
            return;
        }
        if (error.condition() != StreamError.Condition.SYSTEM_SHUTDOWN) {
            LOG.info("stream of {} ended: {}", name(), error.getMessage());
        }
        if (securing) {
            connection.abort();
            return;
        }
        if (!answered) {
            send(header(null, true));
        }
        send(error.toXml() + "</stream:stream>");
        close(Ending.CUT);
    }

    Loop loop() {
        return connection.loop();
    }

    Connection connection() {
        return connection;
    }

    ClientStreams common() {
        return common;
    }

    Vitals vitals() {
        return vitals;
    }

    /** What logins may rely on here. */
    Channel channel() {
        return channel == null ? new Channel(connection.peer().isLoopbackAddress(), Optional.empty()) : channel;
    }

    boolean isSecure() {
        return channel != null;
    }

    /** The language of stanzas that name none, §4.7.4; null where the client's header names none. */
    String lang() {
        return lang;
    }

    /** Answers the client's header. */
    void answer(StreamHeader header, Jid client, boolean versioned) {
        String wanted = header.lang();
        lang = wanted != null && wanted.matches("[A-Za-z0-9-]{1,35}") ? wanted : null;
        send(header(client, versioned));
    }

    /** RFC 6120 §4.3.3: the client sends a new header now. */
    void restart() {
        answered = false;
        reader.restart();
    }

    /** Someone has logged in: larger stanzas are allowed. */
    void trusted() {
        reader.limits(common.config().afterLogin());
    }

    /** Someone has bound a resource: no hurry any more. */
    void settled() {
        timer.cancel();
        settled = true;
        common.strangers().leave(connection.peer());
    }

    /** §5.4.2: everything after this goes through TLS. */
    void secure() {
        byte[] tooEarly = reader.take();
        if (!new String(tooEarly, UTF_8).isBlank()) {
            throw new StreamError(StreamError.Condition.POLICY_VIOLATION, "data in the clear behind <starttls/>");
        }
        send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        outbox.flush();
        securing = true;
        restart();
        connection.secure();
    }

    /** §5.4.2.2. */
    void refuseTls() {
        send("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>");
        close(Ending.CUT);
    }

    /** The client has sent a stream error, which it closes its side after. */
    void closedByError() {
        closedByClient();
    }

    void send(String xml) {
        outbox.add(xml.getBytes(UTF_8));
    }

    /** Whether the stream ended without a word of either side, XEP-0198 §6. */
    boolean isCut() {
        return cut;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Goes on when the stage completes; meanwhile nothing is read. */
    <T> State await(CompletionStage<T> stage, Function<T, State> then) {
        var future = stage.toCompletableFuture();
        if (future.isDone() && !future.isCompletedExceptionally()) {
            return then.apply(future.join());
        }
        waiting = true;
        connection.reading(false);
        stage.whenCompleteAsync((value, failure) -> resume(value, failure, then), loop());
        return state;
    }

    /** Nothing more is looked at until {@link #unpause}. */
    void pause() {
        paused = true;
        connection.reading(false);
    }

    void unpause() {
        paused = false;
        connection.reading(!waiting);
        read();
    }

    /** Called now and then: frees, keeps alive, or gives up. */
    void sweep() {
        if (vitals.quiet()) {
            reader.rest();
        }
        if (vitals.stalled()) {
            tooSlow();
        } else if (!over && answered && vitals.silent()) {
            send(" "); // §4.6.1: a whitespace keepalive finds dead connections
        }
    }

    private <T> void resume(T value, Throwable failure, Function<T, State> then) {
        waiting = false;
        if (over) {
            return;
        }
        if (failure != null) {
            broken(failure);
            return;
        }
        guarded(() -> state = then.apply(value));
        connection.reading(!paused);
        read();
    }

    private void read() {
        while (!waiting && !paused && !deaf) {
            var event = next();
            if (event == null) {
                return;
            }
            guarded(() -> handle(event));
        }
    }

    private StreamEvent next() {
        try {
            return reader.next();
        } catch (StreamError e) {
            deaf = true;
            fail(e);
            return null;
        }
    }

    private void handle(StreamEvent event) {
        if (event instanceof StreamEvent.End) {
            closedByClient();
        } else if (!over) {
            state = event instanceof StreamHeader header ? state.header(header) : state.element((Fragment) event);
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (StreamError e) {
            fail(e);
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    private void broken(Throwable cause) {
        LOG.error("stream of {} failed", name(), cause);
        fail(new StreamError(StreamError.Condition.INTERNAL_SERVER_ERROR, ""));
    }

    /** §4.4: the client has closed its side; if ours is closed too, that was the last word. */
    private void closedByClient() {
        deaf = true;
        if (!over) {
            var ending = outbox.isEmpty() ? Ending.CLOSED : Ending.CUT;
            if (answered) {
                send("</stream:stream>");
            }
            close(ending);
        }
        outbox.flush();
        connection.close();
    }

    private void close(Ending ending) {
        timer.cancel();
        timer = loop().after(common.config().closeWithin(), connection::abort);
        outbox.close();
        end(ending);
    }

    private void end(Ending ending) {
        if (!over) {
            over = true;
            outbox.close();
            state.over(ending);
        }
    }

    private void tooLate() {
        fail(new StreamError(
                StreamError.Condition.POLICY_VIOLATION,
                "a login takes at most " + common.config().loginWithin().toSeconds() + " seconds"));
    }

    private void tooSlow() {
        LOG.info("stream of {} ended: it does not read what is sent to it", name());
        cut = true;
        end(Ending.CUT);
        connection.abort();
    }

    private String header(Jid client, boolean versioned) {
        answered = true;
        String to = client == null ? null : client.toString();
        return StreamHeader.open(common.server().toString(), to, common.randomId(), versioned);
    }

    private String name() {
        return connection.peer().getHostAddress() + ' ' + state;
    }
}
