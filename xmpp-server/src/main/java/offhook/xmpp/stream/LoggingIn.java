package offhook.xmpp.stream;

import static offhook.xmpp.xml.StreamError.Condition.NOT_AUTHORIZED;
import static offhook.xmpp.xml.StreamError.Condition.POLICY_VIOLATION;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.User;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.StreamError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client is nobody yet: it may start TLS (RFC 6120 §5), log in by SASL (§6) or jabber:iq:auth, or ask for an
 * account. Everything else ends the stream.
 */
final class LoggingIn implements State {

    private static final Logger LOG = LoggerFactory.getLogger(LoggingIn.class);

    private static final int FAILURES = 3;

    /** For every mechanism that we offer, and one more. */
    private static final int MOST_NOT_BOUND = 6;

    /** Requests for what is not there; a client asks once. */
    private static final int MOST_NOT_OFFERED = 4;

    private final ClientStream stream;
    private final SaslNegotiation sasl;
    private final LegacyAuth legacy;
    private final SigningUp signingUp;
    private int failures;
    private int notBound;
    private int notOffered;

    LoggingIn(ClientStream stream) {
        this.stream = stream;
        this.sasl = new SaslNegotiation(stream, this);
        this.legacy = new LegacyAuth(stream, this);
        this.signingUp = new SigningUp(stream);
    }

    /** Sends the stream features, §4.3.2. */
    void offer() {
        var features = new StringBuilder("<stream:features>");
        if (stream.security().isOffered()) {
            features.append(StartTls.feature(!mayLogIn()));
        }
        if (mayLogIn()) {
            features.append(sasl.feature());
            if (takesLegacyAuth()) {
                features.append("<auth xmlns='http://jabber.org/features/iq-auth'/>");
            }
            if (stream.common().registration().isPresent()) {
                features.append("<register xmlns='http://jabber.org/features/iq-register'/>");
            }
        }
        stream.send(features.append("</stream:features>").toString());
    }

    /** Whether this connection is safe enough, or the administrator does not insist. */
    boolean mayLogIn() {
        return stream.security().isUp() || stream.common().config().tls() == StreamConfig.Tls.OPTIONAL;
    }

    boolean takesLegacyAuth() {
        return mayLogIn() && stream.common().config().legacyAuth();
    }

    @Override
    public State element(Fragment element) {
        if (StartTls.isAskedFor(element)) {
            return new StartTls(stream).begin();
        }
        if (element.name().namespace().equals(SaslNegotiation.NS)) {
            return sasl.element(element);
        }
        if (element.name().namespace().equals(StreamManagement.NS)) {
            stream.send(StreamManagement.failed(StanzaError.unexpectedRequest("log in first")));
            return this;
        }
        if (!Stanza.isStanza(element.name())) {
            throw State.unsupported(element.name());
        }
        return request(element);
    }

    private State request(Fragment element) {
        try {
            if (Stanza.of(element) instanceof Iq iq
                    && iq.isRequest()
                    && mayLogIn()
                    && stream.common().isServer(iq.to())) {
                return request(iq, element);
            }
        } catch (StanzaError e) {
            return refuse(element, e);
        }
        throw notLoggedIn();
    }

    private State request(Iq iq, Fragment element) {
        boolean auth = iq.request().is("query", LegacyAuth.NS);
        boolean register = iq.request().is("query", SigningUp.NS);
        if (auth && takesLegacyAuth()) {
            if (sasl.hasFailed()) {
                throw new StreamError(POLICY_VIOLATION, "SASL has failed on this stream"); // XEP-0078 §3.1, §7
            }
            return legacy.request(iq);
        }
        if (register && stream.common().registration().isPresent()) {
            return signingUp.request(iq, this);
        }
        if ((auth || register) && ++notOffered < MOST_NOT_OFFERED) {
            return refuse(element, StanzaError.serviceUnavailable("")); // XEP-0077 §3.1, XEP-0078 §3.1
        }
        throw notLoggedIn();
    }

    private static StreamError notLoggedIn() {
        return new StreamError(NOT_AUTHORIZED, "log in first");
    }

    private State refuse(Fragment request, StanzaError error) {
        Stanza.errorReply(request, error).ifPresent(reply -> stream.send(reply.toString()));
        return this;
    }

    /** Both a success and a failure wait if there were failures before, so that neither tells anything early. */
    <T> CompletionStage<T> delayed(String name, T outcome) {
        var later = new CompletableFuture<T>();
        var delay = stream.common().logins().attempt(name, stream.connection().peer());
        if (delay.isZero()) {
            later.complete(outcome);
        } else {
            stream.loop().after(delay, () -> later.complete(outcome));
        }
        return later;
    }

    /** SASL has found out who it is: a new stream begins, §6.3.2. */
    State loggedIn(User user) {
        stream.trusted();
        stream.restart();
        return new Opening(stream, Optional.of(user));
    }

    /** The answer is out; RFC 6120 §6.4.5: after some failures the stream ends, and at once if its address has many. */
    State failed(String name, String how) {
        InetAddress address = stream.connection().peer();
        stream.common().logins().failed(name, address, how);
        if (++failures == FAILURES || stream.common().logins().isOver(address)) {
            throw new StreamError(POLICY_VIOLATION, "too many failed logins");
        }
        return this;
    }

    /**
     * The answer is out. No password was tried, so the client may come to a mechanism that it can do: this is not counted
     * among its failures, and slows nobody down.
     */
    State notBound(boolean downgrade) {
        if (downgrade) {
            LOG.info(
                    "{} was told that there is no channel binding, though there is: by an old client, or by somebody in between",
                    stream.connection().peer().getHostAddress());
        }
        if (++notBound == MOST_NOT_BOUND) {
            throw new StreamError(POLICY_VIOLATION, "too many failed logins");
        }
        return this;
    }
}
