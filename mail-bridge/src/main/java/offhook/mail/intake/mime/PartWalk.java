package offhook.mail.intake.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.mail.MessagingException;
import javax.mail.Multipart;
import javax.mail.Part;
import javax.mail.internet.ContentType;
import javax.mail.internet.MimeUtility;
import javax.mail.internet.ParseException;

/** Goes through the parts of a mail, so deep and so many, and keeps the text and the sounds. */
final class PartWalk {

    private static final int DEEPEST = 10;
    private static final int MOST_PARTS = 100;
    private static final int LONGEST_TEXT = 64 << 10;

    private final List<SoundPart> sounds = new ArrayList<>();
    private String plain;
    private String html;
    private int count;

    private PartWalk() {}

    /** @throws UnreadableMail if it is deeper, or has more parts, than a mail of a PBX ever has */
    static PartWalk of(Part mail) throws MessagingException, IOException, UnreadableMail {
        var walk = new PartWalk();
        walk.visit(mail, 0);
        return walk;
    }

    private void visit(Part part, int depth) throws MessagingException, IOException, UnreadableMail {
        if (++count > MOST_PARTS) {
            throw new UnreadableMail("it has more than " + MOST_PARTS + " parts");
        }
        if (depth > DEEPEST) {
            throw new UnreadableMail("its parts are more than " + DEEPEST + " deep in each other");
        }
        var type = type(part);
        if (type.getPrimaryType().equalsIgnoreCase("multipart")) {
            if (part.getContent() instanceof Multipart inner) {
                for (int i = 0; i < inner.getCount(); i++) {
                    visit(inner.getBodyPart(i), depth + 1);
                }
            }
            return;
        }
        leaf(part, type);
    }

    private void leaf(Part part, ContentType type) {
        var name = fileName(part);
        var base = type.getBaseType().toLowerCase(Locale.ROOT);
        if (SoundPart.isOne(base, name)) {
            sounds.add(SoundPart.of(part, base, name));
        } else if (base.equals("text/plain") && plain == null && name.isEmpty()) {
            plain = text(part, type);
        } else if (base.equals("text/html") && html == null && name.isEmpty()) {
            html = text(part, type);
        }
    }

    /** RFC 2045 §5.2: what is not said, or cannot be read, is plain text. */
    private static ContentType type(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType());
        } catch (ParseException e) {
            return new ContentType("text", "plain", null);
        }
    }

    private static String fileName(Part part) {
        try {
            var name = part.getFileName();
            return name == null ? "" : MimeUtility.decodeText(name);
        } catch (MessagingException | IOException | RuntimeException e) {
            return ""; // it has none that could be read
        }
    }

    /** In a charset that nobody knows, the ASCII of it is right. */
    private static String text(Part part, ContentType type) {
        try (var in = part.getInputStream()) {
            return new String(in.readNBytes(LONGEST_TEXT), charset(type)).replace("\r\n", "\n");
        } catch (IOException | MessagingException | RuntimeException e) {
            return ""; // no encoding of anything: the sound may be all right
        }
    }

    private static Charset charset(ContentType type) {
        var said = type.getParameter("charset");
        try {
            return said == null ? ISO_8859_1 : Charset.forName(MimeUtility.javaCharset(said));
        } catch (IllegalArgumentException e) {
            return ISO_8859_1;
        }
    }

    String text() {
        if (plain != null && !plain.isBlank()) {
            return plain;
        }
        return html == null ? "" : withoutTags(html);
    }

    private static String withoutTags(String html) {
        return html.replaceAll("(?i)<(br|/p|/div|/tr|/li)[^<>]{0,200}>", "\n")
                .replaceAll("<[^<>]{0,2000}>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }

    List<SoundPart> sounds() {
        return List.copyOf(sounds);
    }
}
