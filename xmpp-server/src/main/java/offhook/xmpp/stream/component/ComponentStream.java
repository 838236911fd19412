package offhook.xmpp.stream.component;

import static java.nio.charset.StandardCharsets.UTF_8;
import static offhook.xmpp.xml.StreamError.Condition.CONFLICT;
import static offhook.xmpp.xml.StreamError.Condition.HOST_UNKNOWN;
import static offhook.xmpp.xml.StreamError.Condition.IMPROPER_ADDRESSING;
import static offhook.xmpp.xml.StreamError.Condition.INVALID_FROM;
import static offhook.xmpp.xml.StreamError.Condition.INVALID_NAMESPACE;
import static offhook.xmpp.xml.StreamError.Condition.NOT_AUTHORIZED;
import static offhook.xmpp.xml.StreamError.Condition.POLICY_VIOLATION;
import static offhook.xmpp.xml.StreamError.Condition.UNSUPPORTED_STANZA_TYPE;

import java.time.Duration;
import offhook.runtime.trace.Direction;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.stream.Connection;
import offhook.xmpp.stream.ConnectionListener;
import offhook.xmpp.stream.sasl.Mechanisms.Channel;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.EventReader;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Namespaces;
import offhook.xmpp.xml.StreamError;
import offhook.xmpp.xml.StreamEvent;
import offhook.xmpp.xml.StreamHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of one component from its first byte to its last, XEP-0114 §3. Belongs to the loop of its connection, but for
 * {@link #send}.
 */
public final class ComponentStream implements ConnectionListener {

    private static final Logger LOG = LoggerFactory.getLogger(ComponentStream.class);

    private final Components common;
    private final Connection connection;
    private final EventReader reader;
    private final ComponentOutbox outbox;
    private final String id;
    private Timer timer;

    private Component component; // once its header is read
    private boolean proven;
    private boolean answered; // whether our header is out
    private boolean over; // this side is closed

    ComponentStream(Components common, Connection connection) {
        this.common = common;
        this.connection = connection;
        this.id = common.randomId();
        this.reader = connection.reader(common.config().beforeLogin());
        this.outbox = new ComponentOutbox(connection, common.config());
        this.timer = connection.loop().after(common.config().loginWithin(), this::tooLate);
    }

    Loop loop() {
        return connection.loop();
    }

    /** Sends a stanza, on any thread; false if too much waits already, or the stream is over. */
    boolean send(Stanza stanza) {
        byte[] bytes = Tongue.of(stanza).getBytes(UTF_8);
        if (!outbox.add(bytes)) {
            return false;
        }
        common.trace().note(Direction.OUT, bytes, component.jid().domain());
        return true;
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
        if (over) {
            return;
        }
        try {
            reader.feed(bytes, from, to);
            for (var event = reader.next(); event != null && !over; event = reader.next()) {
                take(event);
            }
            reader.keep();
        } catch (StreamError e) {
            fail(e);
        } catch (RuntimeException e) {
            LOG.error("stream of {} failed", name(), e);
            fail(new StreamError(StreamError.Condition.INTERNAL_SERVER_ERROR, ""));
        }
    }

    @Override
    public void secured(Channel channel) {
        throw new IllegalStateException("components are not asked for TLS");
    }

    @Override
    public void lost() {
        if (proven && !over) {
            LOG.info("component {} is gone", component);
        }
        end();
        timer.cancel();
        common.closed(this);
    }

    /** Sends an error and closes, RFC 6120 §4.9.1.1. */
    void fail(StreamError error) {
        if (over) {
            return;
        }
        if (error.condition() != StreamError.Condition.SYSTEM_SHUTDOWN) {
            LOG.info("stream of component {} ended: {}", name(), error.getMessage());
        }
        if (!answered) {
            answer("");
        }
        write(error.toXml());
        close();
    }

    private void take(StreamEvent event) {
        if (event instanceof StreamHeader header) {
            open(header);
        } else if (event instanceof Fragment fragment) {
            element(fragment);
        } else {
            close();
        }
    }

    private void open(StreamHeader header) {
        if (!header.name().is("stream", Namespaces.STREAM)
                || !header.contentNamespace().equals(Components.NS)) {
            throw new StreamError(INVALID_NAMESPACE, "the content's namespace is " + Components.NS);
        }
        component = common.find(header.to() == null ? "" : header.to())
                .orElseThrow(() -> new StreamError(HOST_UNKNOWN, ""));
        answer(component.jid().domain());
    }

    private void element(Fragment fragment) {
        if (proven) {
            stanza(fragment);
        } else if (fragment.name().is("handshake", Components.NS)) {
            handshake(fragment.element().text().strip());
        } else {
            throw new StreamError(NOT_AUTHORIZED, "a handshake was expected");
        }
    }

    private void handshake(String text) {
        if (!component.isProven(id, text)) {
            LOG.warn(
                    "failed login of component {} from {}",
                    component,
                    connection.peer().getHostAddress());
            throw new StreamError(NOT_AUTHORIZED, "");
        }
        proven = true;
        reader.limits(common.config().afterLogin());
        timer.cancel();
        watch();
        write("<handshake/>");
        LOG.info(
                "component {} has connected from {}",
                component,
                connection.peer().getHostAddress());
        // The newcomer knows the secret, too, and the other one may be dead without knowing.
        var before = component.connected(this);
        if (before != null) {
            before.loop().execute(() -> before.fail(new StreamError(CONFLICT, "it has connected again")));
        }
    }

    /** §3: from within its domain, to somebody. */
    private void stanza(Fragment fragment) {
        if (fragment.name().is("error", Namespaces.STREAM)) {
            close();
            return;
        }
        var element = Tongue.ours(fragment.element());
        var ours = Fragment.of(element);
        if (!Stanza.isStanza(ours.name())) {
            throw new StreamError(UNSUPPORTED_STANZA_TYPE, "");
        }
        if (fragment.to() == null || fragment.from() == null) {
            throw new StreamError(IMPROPER_ADDRESSING, "a stanza needs from and to");
        }
        common.trace().note(Direction.IN, ours.bytes(), component.jid().domain());
        try {
            route(Stanza.of(ours));
        } catch (StanzaError e) {
            Stanza.errorReply(ours, e).ifPresent(this::send);
        }
    }

    private void route(Stanza stanza) {
        if (!stanza.from().domain().equals(component.jid().domain())) {
            throw new StreamError(INVALID_FROM, "the sender is not of " + component);
        }
        common.router().accept(stanza);
    }

    /** Now and then: keeps alive, or gives up on one that reads nothing. */
    private void watch() {
        timer = connection.loop().after(Duration.ofSeconds(10), () -> {
            reader.rest();
            if (outbox.isStalled()) {
                LOG.info("component {} does not read what is sent to it", component);
                end();
                connection.abort();
            } else if (!over) {
                outbox.keepAlive();
                watch();
            }
        });
    }

    private void tooLate() {
        fail(new StreamError(POLICY_VIOLATION, "the handshake took too long"));
    }

    private void answer(String from) {
        answered = true;
        var header = Element.of("stream", Namespaces.STREAM).with("from", from).with("id", id);
        // The start tag alone, with the prefix that every component library expects.
        write("<?xml version='1.0'?><stream:stream xmlns='" + Components.NS + "' xmlns:stream='" + Namespaces.STREAM
                + "'"
                + header.toXml(Namespaces.STREAM).substring("<stream".length()).replace("/>", ">"));
    }

    private void write(String xml) {
        outbox.addAnyway(xml.getBytes(UTF_8));
    }

    private void close() {
        if (!over) {
            end();
            outbox.addLast("</stream:stream>".getBytes(UTF_8), connection::close);
            timer.cancel();
            timer = connection.loop().after(common.config().closeWithin(), connection::abort);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            outbox.close();
            if (proven) {
                component.gone(this);
            }
        }
    }

    private String name() {
        return (component == null ? "(opening)" : component.toString()) + " at "
                + connection.peer().getHostAddress();
    }
}
