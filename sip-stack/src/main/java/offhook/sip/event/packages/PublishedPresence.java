package offhook.sip.event.packages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import offhook.sip.event.document.MalformedDocument;
import offhook.sip.event.document.XmlNode;
import offhook.sip.message.SipFailure;

/**
 * What somebody's phone, or a peer, has published of their presence, read as leniently as phones write it. Immutable and
 * safe to share.
 *
 * @param activities of RFC 4480 §3.2, for example "away"
 * @param note of the person
 */
public record PublishedPresence(List<Tuple> tuples, List<String> activities, Optional<String> note) {

    private static final int MOST = 16;
    private static final int LONGEST = 256;

    public PublishedPresence {
        tuples = List.copyOf(tuples);
        activities = List.copyOf(activities);
    }

    /** @throws SipFailure 400 if it is no such document */
    static PublishedPresence read(String body) {
        try {
            var root = XmlNode.read(body.getBytes(StandardCharsets.UTF_8));
            if (!root.is("presence")) {
                throw new SipFailure(400, "Bad Body");
            }
            return new PublishedPresence(
                    root.all("tuple").limit(MOST).map(PublishedPresence::tuple).toList(),
                    root.tree()
                            .filter(node -> node.is("activities"))
                            .flatMap(node -> node.children().stream())
                            .map(node -> node.name().toLowerCase(Locale.ROOT))
                            .filter(name -> name.matches("[a-z-]{1,30}") && !name.equals("note"))
                            .distinct()
                            .limit(MOST)
                            .toList(),
                    root.child("person").or(() -> Optional.of(root)).flatMap(PublishedPresence::note));
        } catch (MalformedDocument malformed) {
            throw new SipFailure(400, "Bad Body");
        }
    }

    private static Tuple tuple(XmlNode node) {
        boolean open = node.child("status")
                .flatMap(status -> status.child("basic"))
                .filter(basic -> basic.text().equalsIgnoreCase("open"))
                .isPresent();
        return new Tuple(
                // Never the one that we know ourselves.
                "published-" + node.attribute("id").map(PublishedPresence::cut).orElse(""),
                open,
                note(node),
                Optional.empty(),
                node.child("contact").map(contact -> cut(contact.text())).filter(text -> !text.isEmpty()),
                OptionalDouble.empty());
    }

    private static Optional<String> note(XmlNode node) {
        return node.child("note").map(note -> cut(note.text())).filter(text -> !text.isEmpty());
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST));
    }
}
