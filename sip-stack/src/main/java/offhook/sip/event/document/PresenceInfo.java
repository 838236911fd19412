package offhook.sip.event.document;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an {@code application/pidf+xml} body says, RFC 3863 with RFC 4480, read as leniently as phones and PBXs write it:
 * by local names, wherever the element stands. Immutable and safe to share.
 *
 * @param activities of RFC 4480 §3.2, in small letters, for example "on-the-phone"
 * @param notes of the person, or of the document
 */
public record PresenceInfo(List<Tuple> tuples, List<String> activities, List<Note> notes) {

    private static final int MOST = 16;
    private static final int LONGEST = 256;

    public PresenceInfo {
        tuples = List.copyOf(tuples);
        activities = List.copyOf(activities);
        notes = List.copyOf(notes);
    }

    /**
     * One way by which somebody can be reached.
     *
     * @param id as written, "" if there is none
     * @param show RFC 8048 §6.2
     * @param priority from 0 to 1
     */
    public record Tuple(
            String id,
            boolean open,
            Optional<String> show,
            Optional<String> contact,
            OptionalDouble priority,
            List<Note> notes) {

        public Tuple {
            notes = List.copyOf(notes);
        }
    }

    /**
     * What somebody says of themselves.
     *
     * @param language by RFC 5646, "" if it is not told
     */
    public record Note(String text, String language) {

        private static Note of(XmlNode node) {
            var language = node.attribute("lang").filter(tag -> tag.matches("[A-Za-z0-9-]{1,35}"));
            return new Note(cut(node.text()), language.orElse(""));
        }
    }

    /** @throws MalformedDocument if it is no such document */
    public static PresenceInfo read(byte[] body) throws MalformedDocument {
        var root = XmlNode.read(body);
        if (!root.is("presence")) {
            throw new MalformedDocument("no presence");
        }
        var activities = root.tree()
                .filter(node -> node.is("activities"))
                .flatMap(node -> node.children().stream())
                .map(node -> node.name().toLowerCase(Locale.ROOT))
                .filter(name -> name.matches("[a-z-]{1,30}") && !name.equals("note"))
                .distinct()
                .limit(MOST)
                .toList();
        var notes = root.child("person").map(PresenceInfo::notes).orElse(List.of());
        return new PresenceInfo(
                root.all("tuple").limit(MOST).map(PresenceInfo::tuple).toList(),
                activities,
                notes.isEmpty() ? notes(root) : notes);
    }

    private static Tuple tuple(XmlNode node) {
        var status = node.child("status").orElse(new XmlNode("status", Map.of(), "", List.of()));
        boolean open = status.child("basic")
                .filter(basic -> basic.text().equalsIgnoreCase("open"))
                .isPresent();
        var contact = node.child("contact");
        return new Tuple(
                node.attribute("id").map(PresenceInfo::cut).orElse(""),
                open,
                status.child("show").map(show -> cut(show.text())).filter(text -> !text.isEmpty()),
                contact.map(where -> cut(where.text())).filter(text -> !text.isEmpty()),
                contact.map(PresenceInfo::priority).orElse(OptionalDouble.empty()),
                notes(node));
    }

    private static OptionalDouble priority(XmlNode contact) {
        return contact.attribute("priority")
                .filter(text -> text.matches("0(\\.[0-9]{1,9})?|1(\\.0{1,9})?"))
                .map(text -> OptionalDouble.of(Double.parseDouble(text)))
                .orElse(OptionalDouble.empty());
    }

    private static List<Note> notes(XmlNode of) {
        return of.all("note")
                .limit(MOST)
                .map(Note::of)
                .filter(note -> !note.text.isEmpty())
                .toList();
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST));
    }
}
