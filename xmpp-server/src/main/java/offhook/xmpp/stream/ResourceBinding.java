package offhook.xmpp.stream;

import static offhook.xmpp.xml.StreamError.Condition.NOT_AUTHORIZED;
import static offhook.xmpp.xml.StreamError.Condition.POLICY_VIOLATION;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import offhook.directory.User;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Namespaces;
import offhook.xmpp.xml.StreamError;

/** A user has logged in and has no resource yet, RFC 6120 §7. */
final class ResourceBinding implements State {

    static final String NS = "urn:ietf:params:xml:ns:xmpp-bind";

    private static final int RETRIES = 10;

    private final ClientStream stream;
    private final User user;
    private int errors;

    ResourceBinding(ClientStream stream, User user) {
        this.stream = stream;
        this.user = user;
    }

    /** Sends the stream features. */
    void offer() {
        stream.send(stream.common().features());
    }

    /**
     * What is offered to everybody who has logged in.
     *
     * @param others besides what streams do themselves
     */
    static String features(List<Element> others) {
        var features = new StringBuilder("<stream:features>").append(Element.of("bind", NS));
        features.append(LegacySession.FEATURE);
        features.append(StreamManagement.FEATURE);
        features.append(HeldBack.FEATURE);
        others.forEach(feature -> features.append(feature.toXml(Namespaces.CLIENT)));
        return features.append("</stream:features>").toString();
    }

    @Override
    public State element(Fragment element) {
        if (element.name().namespace().equals(StreamManagement.NS)) {
            return manage(element);
        }
        if (!Stanza.isStanza(element.name())) {
            throw State.unsupported(element.name());
        }
        try {
            return request(Stanza.of(element));
        } catch (StanzaError e) {
            Stanza.errorReply(element, e).ifPresent(reply -> stream.send(reply.toString()));
            return again();
        }
    }

    private State again() {
        if (++errors == RETRIES) {
            throw new StreamError(POLICY_VIOLATION, "no resource after " + RETRIES + " tries"); // §7.7.3
        }
        return this;
    }

    /** XEP-0198 §5: the client wants its former session back; §3: everything else of that is too early. */
    private State manage(Fragment element) {
        if (!element.name().local().equals("resume")) {
            stream.send(StreamManagement.failed(StanzaError.unexpectedRequest("bind a resource first")));
            return again();
        }
        var known = StreamManagement.handled(element);
        if (known.isEmpty()) { // §6: a failure, not the end of the stream
            stream.send(StreamManagement.failed(StanzaError.badRequest("h counts stanzas")));
            return again();
        }
        var id = element.element().attribute("previd").orElse("");
        var way = stream.common().resumptions().find(id, user.jid());
        return stream.await(
                way.map(Resumption::release).orElseGet(() -> CompletableFuture.completedFuture(false)), released -> {
                    if (released && way.get().resume(stream, known.getAsLong())) {
                        stream.settled();
                        return new Bound(stream, way.get().session());
                    }
                    stream.send(stream.common().resumptions().failed(id, user.jid()));
                    return again();
                });
    }

    private State request(Stanza stanza) {
        boolean ours = stream.common().isServer(stanza.to()) || user.jid().equals(stanza.to());
        if (!ours || !(stanza instanceof Iq iq) || !iq.isRequest()) {
            throw new StreamError(NOT_AUTHORIZED, "bind a resource first"); // §7.1
        }
        if (iq.type() != Iq.Type.SET || !iq.request().is("bind", NS)) {
            throw StanzaError.notAllowed("bind a resource first");
        }
        String wanted = iq.payload().childText("resource").orElse("");
        String resource = wanted.isEmpty() ? stream.common().randomId() : wanted;
        return bind(resource, false, iq);
    }

    private State bind(String resource, boolean legacy, Iq iq) {
        var jid = jid(resource);
        var bound = Element.of("bind", NS).with(Element.of("jid", NS, jid.toString()));
        return bind(jid, legacy, iq.result(bound));
    }

    /**
     * Becomes a session.
     *
     * @param answer for the client, which gets it before anything that others send to the new session
     * @throws StanzaError if the resource is none, or the session is refused
     */
    State bind(String resource, boolean legacy, Stanza answer) {
        return bind(jid(resource), legacy, answer);
    }

    private State bind(Jid jid, boolean legacy, Stanza answer) {
        var session = new ClientSession(stream, jid, legacy);
        stream.outbox().flush();
        stream.common().listener().bound(session);
        stream.outbox().addFirst(answer.bytes());
        stream.settled();
        return new Bound(stream, session);
    }

    private Jid jid(String resource) {
        try {
            return user.jid().withResource(resource);
        } catch (IllegalArgumentException e) {
            throw StanzaError.badRequest(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return user.jid().toString();
    }
}
