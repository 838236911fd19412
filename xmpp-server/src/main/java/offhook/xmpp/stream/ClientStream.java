package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import offhook.directory.address.Jid;
import offhook.runtime.work.Loop;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stream.sasl.Mechanisms.Channel;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Namespaces;
import offhook.xmpp.xml.ServerHeader;
import offhook.xmpp.xml.StreamError;
import offhook.xmpp.xml.StreamEvent;
import offhook.xmpp.xml.StreamHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of one client from its first byte to its last, RFC 6120 §4: what comes in goes through the {@link Intake} to
 * the {@link State}, what goes out through the {@link Outbox}. Belongs to the loop of its connection, but for what
 * {@link ClientSession} calls.
 */
public final class ClientStream implements ConnectionListener {

    private static final Logger LOG = LoggerFactory.getLogger(ClientStream.class);

    private final ClientStreams common;
    private final Connection connection;
    private final Intake intake;
    private final Outbox outbox;
    private final Vitals vitals;
    private final Patience patience;
    private final Security security;

    private State state;
    private String lang; // what the client's header says of its stanzas, or null
    private boolean answered; // whether our header is out
    private boolean over; // this side is closed
    private boolean cut; // nobody has ended it: the connection broke

    ClientStream(ClientStreams common, Connection connection) {
        var config = common.config();
        this.common = common;
        this.connection = connection;
        this.intake = new Intake(this, config.beforeLogin());
        this.outbox = new Outbox(this);
        this.vitals = new Vitals(connection, config);
        this.state = new Opening(this, Optional.empty());
        this.patience = new Patience(common, connection, this::tooLate);
        this.security = new Security(connection);
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
        if (vitals.heard()) {
            common.woken(this);
        }
        intake.received(bytes, from, to);
    }

    @Override
    public void secured(Channel channel) {
        security.begun(channel);
    }

    @Override
    public void lost() {
        intake.stop();
        cut = true;
        end(Ending.CUT);
        patience.over();
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
        if (security.isBeginning()) {
            connection.abort();
            return;
        }
        if (!answered) {
            open(null, true);
        }
        outbox.frame(
                () -> connection.write(error.toXml().getBytes(UTF_8))); // also where nothing else is taken any more
        close();
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

    Outbox outbox() {
        return outbox;
    }

    Intake intake() {
        return intake;
    }

    Security security() {
        return security;
    }

    /** The language of stanzas that name none, §4.7.4; null where the client's header names none. */
    String lang() {
        return lang;
    }

    /** Answers the client's header. */
    void answer(StreamHeader header, Jid client, boolean versioned) {
        String wanted = header.lang();
        lang = wanted != null && wanted.matches("[A-Za-z0-9-]{1,35}") ? wanted : null;
        open(client, versioned);
    }

    /** RFC 6120 §4.3.3: the client sends a new header now. */
    void restart() {
        answered = false;
        intake.restart();
    }

    /** Someone has logged in: larger stanzas are allowed. */
    void trusted() {
        intake.limits(common.config().afterLogin());
    }

    /** Someone has bound a resource: no hurry any more. */
    void settled() {
        security.settled();
        patience.settled();
    }

    void send(Element element) {
        send(element.toXml(Namespaces.CLIENT));
    }

    void send(String xml) {
        outbox.add(xml.getBytes(UTF_8));
    }

    /** Whether the stream ended without a word of either side, XEP-0198 §6. */
    boolean isCut() {
        return cut;
    }

    /** Goes on when the stage completes; meanwhile nothing is read. */
    <T> State await(CompletionStage<T> stage, Function<T, State> then) {
        var future = stage.toCompletableFuture();
        if (future.isDone() && !future.isCompletedExceptionally()) {
            return then.apply(future.join());
        }
        intake.await(stage, (value, failure) -> resume(value, failure, then));
        return state;
    }

    /** Whether nothing came in for a while; then it holds no more than it needs to go on. */
    boolean rests() {
        boolean quiet = vitals.quiet();
        if (quiet) {
            intake.rest();
        }
        return quiet;
    }

    /** Called now and then: frees, keeps alive, or gives up. */
    void sweep() {
        if (vitals.stalled()) {
            tooSlow(StreamError.Condition.CONNECTION_TIMEOUT, "nothing of what is sent is read");
        } else if (!over && answered && vitals.silent()) {
            outbox.frame(connection::keepAlive); // §4.6.1: that finds dead connections
        }
    }

    private <T> void resume(T value, Throwable failure, Function<T, State> then) {
        if (over) {
            return;
        }
        if (failure == null) {
            guarded(() -> state = then.apply(value));
        } else {
            broken(failure);
        }
    }

    /** Something came in. */
    void take(StreamEvent event) {
        guarded(() -> {
            if (event instanceof StreamEvent.End) {
                closedByClient();
            } else if (!over) {
                state = event instanceof StreamHeader header ? state.header(header) : state.element((Fragment) event);
            }
        });
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    /** It cannot go on. */
    void broken(Throwable cause) {
        if (cause instanceof StreamError error) {
            fail(error);
            return;
        }
        LOG.error("stream of {} failed", name(), cause);
        fail(new StreamError(StreamError.Condition.INTERNAL_SERVER_ERROR, ""));
    }

    /** §4.4: the client has closed its side, or is about to; if ours is closed too, that was the last word. */
    void closedByClient() {
        intake.stop();
        if (!over) {
            close(outbox.isEmpty() ? Ending.CLOSED : Ending.CUT);
        }
        outbox.frame(connection::close);
    }

    /** Closes our side, the client having nothing more to hope for. */
    void close() {
        close(Ending.CUT);
    }

    private void close(Ending ending) {
        outbox.close();
        if (answered) {
            outbox.frame(connection::end);
        }
        patience.closing();
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

    /** The client reads more slowly than others send. */
    void full() {
        tooSlow(
                StreamError.Condition.RESOURCE_CONSTRAINT,
                "more than " + common.config().unsentBytes() + " bytes wait to be read");
    }

    /** As if the connection broke, but a client that goes on reading within a while hears why. */
    private void tooSlow(StreamError.Condition condition, String why) {
        if (!over) {
            cut = true;
            fail(new StreamError(condition, why));
        }
    }

    private void open(Jid client, boolean versioned) {
        answered = true;
        String to = client == null ? null : client.toString();
        var header = new ServerHeader(common.server().toString(), to, common.randomId(), versioned);
        outbox.frame(() -> connection.open(header));
    }

    private String name() {
        return connection.peer().getHostAddress() + ' ' + state;
    }
}
