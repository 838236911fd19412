package offhook.mail.intake.mime;

import com.sun.mail.util.DecodingException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import javax.mail.MessagingException;
import javax.mail.Part;

/**
 * A sound that is attached to a mail, to be read as long as the mail is open.
 *
 * @param name of the file, as the sender says: never part of a path
 * @param type media type in lower case, without parameters
 */
public record SoundPart(String name, String type, Content content) {

    /** Opens what is in it. */
    @FunctionalInterface
    public interface Content {

        /** Decoded; while it is read it fails with {@link UnreadableSound} if it is no encoding of anything. */
        InputStream open() throws IOException;
    }

    private static final String FILES = ".*\\.(wav|wav49|mp3|gsm|ulaw|alaw)";

    /** Whether a part of this type and name is one. */
    static boolean isOne(String type, String name) {
        return type.startsWith("audio/") || name.toLowerCase(Locale.ROOT).matches(FILES);
    }

    static SoundPart of(Part part, String type, String name) {
        return new SoundPart(name, type, () -> {
            try {
                return new Decoded(part.getInputStream());
            } catch (IOException | MessagingException | RuntimeException e) {
                throw new UnreadableSound(e); // an encoding that there is not
            }
        });
    }

    /** Tells what the sender did wrong, over which decoders also fail as if it were their own fault, from what our disk does. */
    private static final class Decoded extends FilterInputStream {

        Decoded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (DecodingException | RuntimeException e) {
                throw new UnreadableSound(e);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (DecodingException | RuntimeException e) {
                throw new UnreadableSound(e);
            }
        }
    }
}
