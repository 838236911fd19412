package offhook.xmpp.stream.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;

/** The two encodings of a SASL message. */
public final class SaslText {

    private SaslText() {}

    /** Base 64 as RFC 6120 §13.9.1 wants it: nothing but its alphabet, all padding there and its bits zero. */
    public static Optional<byte[]> fromBase64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** UTF-8; empty for anything else. */
    static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
