package offhook.mail;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file that goes with a mail.
 *
 * @param fileName what the reader sees
 * @param mediaType such as {@code audio/wav}
 * @param content read at each attempt; it has to stay until the mail is accepted
 */
public record Attachment(HeaderText fileName, String mediaType, Path content) {

    /** RFC 6838 §4.2: restricted-name "/" restricted-name. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");

    /** @throws IllegalArgumentException if the media type is none */
    public Attachment {
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("no media type of the form type/subtype");
        }
    }
}
