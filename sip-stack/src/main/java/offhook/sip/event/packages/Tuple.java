package offhook.sip.event.packages;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import offhook.sip.event.document.PresenceInfo.Note;

/**
 * One way by which somebody can be reached, RFC 3863 §4.1.2.
 *
 * @param id an xs:ID, unique among those of the person
 * @param notes what they say of themselves, in several languages perhaps
 * @param show of RFC 8048 §6.2: away, chat, dnd or xa
 * @param contact where
 * @param priority from 0 to 1
 */
public record Tuple(
        String id,
        boolean open,
        List<Note> notes,
        Optional<String> show,
        Optional<String> contact,
        OptionalDouble priority) {

    public Tuple {
        notes = List.copyOf(notes);
    }

    /**
     * An xs:ID of any text: what may not stand in one is written as its number.
     *
     * @param prefix tells ids of one kind from those of another; one itself
     */
    public static String id(String prefix, String text) {
        var name = new StringBuilder(prefix);
        text.codePoints().forEach(c -> {
            boolean plain = c < 0x7f && (Character.isLetterOrDigit(c) || c == '-' || c == '.');
            if (plain) {
                name.appendCodePoint(c);
            } else {
                name.append('_').append(Integer.toHexString(c)).append('_');
            }
        });
        return name.toString();
    }

    void write(StringBuilder out) {
        out.append("  <tuple id=\"").append(id).append("\">\n    <status>\n      <basic>");
        out.append(open ? "open" : "closed").append("</basic>\n");
        show.ifPresent(text -> out.append("      <show xmlns=\"jabber:client\">")
                .append(Xml.text(text))
                .append("</show>\n"));
        out.append("    </status>\n");
        contact.ifPresent(uri -> {
            out.append("    <contact");
            if (priority.isPresent()) {
                out.append(String.format(Locale.ROOT, " priority=\"%.3f\"", priority.getAsDouble()));
            }
            out.append('>').append(Xml.text(uri)).append("</contact>\n");
        });
        notes.forEach(note -> write(note, "note", "    ", out));
        out.append("  </tuple>\n");
    }

    static void write(Note note, String element, String indent, StringBuilder out) {
        out.append(indent).append('<').append(element);
        if (!note.language().isEmpty()) {
            out.append(" xml:lang=\"").append(Xml.text(note.language())).append('"');
        }
        out.append('>')
                .append(Xml.text(note.text()))
                .append("</")
                .append(element)
                .append(">\n");
    }
}
