package offhook.mail.intake.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By what a mail is known again that a client sends once more, as it could not hear that we have it: its Message-ID and
 * recipients, or, where it has none, all of its octets. Belongs to one mail.
 */
final class Identity {

    /** A Message-ID that stands behind so many octets of other headers is none. */
    private static final int HEADERS = 64 << 10;

    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID:[ \\t\\r\\n]*(<[^<>\\s]{3,990}>)");
    private static final Pattern END_OF_HEADERS = Pattern.compile("\\r?\\n\\r?\\n");

    private final MessageDigest content = sha256();
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

    void add(byte[] octets) {
        content.update(octets);
        beginning.write(octets, 0, Math.min(octets.length, HEADERS - beginning.size()));
    }

    /** Hexadecimal; for the whole mail, once. */
    String key(List<String> recipients) {
        var hash = sha256();
        hash.update(messageId().map(id -> id.getBytes(ISO_8859_1)).orElseGet(content::digest));
        recipients.stream().sorted().forEach(one -> {
            hash.update((byte) '\n');
            hash.update(one.getBytes(UTF_8));
        });
        return HexFormat.of().formatHex(hash.digest());
    }

    private Optional<String> messageId() {
        var headers = END_OF_HEADERS.split(beginning.toString(ISO_8859_1), 2)[0];
        var found = MESSAGE_ID.matcher(headers);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
