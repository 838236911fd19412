package offhook.mail.intake.mime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeUtility;
import javax.mail.util.SharedFileInputStream;
import offhook.directory.address.DisplayName;

/** A mail from a file, taken apart as far as voicemails need it. Its sounds stay in the file. All of it blocks. */
public final class ReceivedMail implements AutoCloseable {

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final int LONGEST_HEADER = 2000;
    private static final Pattern LINE_ENDS = Pattern.compile("\\p{Cntrl}+");

    private final SharedFileInputStream file;
    private final MimeMessage message;
    private final PartWalk parts;

    private ReceivedMail(SharedFileInputStream file, MimeMessage message, PartWalk parts) {
        this.file = file;
        this.message = message;
        this.parts = parts;
    }

    /**
     * Opens it, for whoever closes it.
     *
     * @throws UnreadableMail if it is no mail, or too much of one
     * @throws IOException if the file cannot be read
     */
    public static ReceivedMail open(Path file) throws IOException, UnreadableMail {
        MailGuard.check(file);
        var in = new SharedFileInputStream(file.toFile());
        try {
            var message = new MimeMessage(SESSION, in);
            return new ReceivedMail(in, message, PartWalk.of(message));
        } catch (MessagingException | RuntimeException e) {
            in.close();
            throw new UnreadableMail("it cannot be read: " + line(e), e);
        } catch (UnreadableMail | IOException e) {
            in.close();
            throw e;
        }
    }

    private static String line(Exception e) {
        return new DisplayName(String.valueOf(e.getMessage())).value();
    }

    /** The first header of this name, decoded, as one line; empty if there is none. */
    public Optional<String> header(String name) {
        try {
            var found = message.getHeader(name);
            return found == null ? Optional.empty() : Optional.of(decoded(found[0]));
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }

    private static String decoded(String raw) {
        var header = MimeUtility.unfold(raw.length() > LONGEST_HEADER ? raw.substring(0, LONGEST_HEADER) : raw);
        try {
            return oneLine(MimeUtility.decodeText(header));
        } catch (IOException | RuntimeException e) {
            return oneLine(header); // an unknown charset: as it stands
        }
    }

    /** An encoded word may hold line ends, though it must not (RFC 2047 §5). */
    private static String oneLine(String text) {
        return LINE_ENDS.matcher(text).replaceAll(" ").strip();
    }

    public String subject() {
        return header("Subject").orElse("");
    }

    /** When it says it was written. */
    public Optional<Instant> date() {
        try {
            return Optional.ofNullable(message.getSentDate()).map(date -> date.toInstant());
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }

    /** What it says in plain text, or what is left of its HTML without the tags; lines end in {@code \n}. */
    public String text() {
        return parts.text();
    }

    public List<SoundPart> sounds() {
        return parts.sounds();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
