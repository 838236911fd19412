package offhook.xmpp.jingle;

import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * A call that a client has announced, or does not want any more, XEP-0353 §3.
 *
 * @param from the client
 * @param to a bare JID
 * @param id of the session to be
 */
public record Proposal(Jid from, Jid to, String id) {

    public static final String NS = "urn:xmpp:jingle-message:0";

    private static final String RTP = "urn:xmpp:jingle:apps:rtp:1";
    private static final String REASON = "urn:xmpp:jingle:1";
    private static final String HINTS = "urn:xmpp:hints";
    private static final int LONGEST_ID = 256;

    /** Whether a message may be one, or withdraw one. */
    static boolean isAbout(Message message) {
        return message.has("propose", NS) || message.has("retract", NS);
    }

    /** A call with sound that a client wants to begin. */
    public static Optional<Proposal> begun(Message message) {
        return of(message, "propose").filter(proposal -> message.child("propose", NS).stream()
                .flatMap(propose -> propose.children("description", RTP).stream())
                .anyMatch(media ->
                        media.attribute("media").filter("audio"::equals).isPresent()));
    }

    /** One that it does not want any more. */
    public static Optional<Proposal> retracted(Message message) {
        return of(message, "retract");
    }

    private static Optional<Proposal> of(Message message, String what) {
        if (message.type() == Message.Type.ERROR || !message.to().isBare()) {
            return Optional.empty();
        }
        return message.child(what, NS)
                .flatMap(element -> element.attribute("id"))
                .filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID)
                .map(id -> new Proposal(message.from(), message.to(), id));
    }

    /** "Rings", to all the user's clients. */
    public Element ringing() {
        return message(Element.of("ringing", NS).with("id", id));
    }

    /** "The call is taken elsewhere, or not at all": clients stop ringing back. */
    public Element busy() {
        var reason = Element.of("reason", REASON).with(Element.of("busy", REASON));
        return message(Element.of("reject", NS).with("id", id).with(reason));
    }

    private Element message(Element child) {
        return Element.of("message", Namespaces.CLIENT)
                .with("type", "chat")
                .with("from", to.toString())
                .with("to", from.bare().toString())
                .with(child)
                .with(Element.of("store", HINTS));
    }
}
