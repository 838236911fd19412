package offhook.sip.event.packages;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One way by which somebody can be reached, RFC 3863 §4.1.2.
 *
 * @param id unique among those of the person; any text
 * @param note what they say of themselves
 * @param show of RFC 8048 §5.2.1: away, chat, dnd or xa
 * @param contact where
 * @param priority from 0 to 1
 */
public record Tuple(
        String id,
        boolean open,
        Optional<String> note,
        Optional<String> show,
        Optional<String> contact,
        OptionalDouble priority) {

    void write(StringBuilder out) {
        out.append("  <tuple id=\"").append(ncName(id)).append("\">\n    <status>\n      <basic>");
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
        note.ifPresent(text -> out.append("    <note>").append(Xml.text(text)).append("</note>\n"));
        out.append("  </tuple>\n");
    }

    /** An xs:ID: what may not stand in one is written as its number. */
    private static String ncName(String text) {
        var name = new StringBuilder("ID-");
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
}
