package offhook.mail.intake.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Finds the lines of a client: RFC 5321 §2.3.8, they end in CR LF, and in nothing else. */
final class Lines {

    /** RFC 5321 §4.5.3.1.4 allows 512, RFC 4954 §4 12288 of which nothing that we offer needs more than this. */
    static final int LONGEST = 4096;

    private Lines() {}

    /** Why something is no line. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why);
        }
    }

    /** The next one, without its end; empty if it is not whole yet. */
    static Optional<String> next(ByteBuf from) throws Unreadable {
        int length = from.bytesBefore((byte) '\n');
        if (length > LONGEST || (length < 0 && from.readableBytes() > LONGEST)) {
            throw new Unreadable("the line is too long");
        }
        if (length < 0) {
            return Optional.empty();
        }
        var line = new byte[length];
        from.readBytes(line).skipBytes(1);
        if (length == 0 || line[length - 1] != '\r') {
            throw new Unreadable("a line ends in CR LF");
        }
        return Optional.of(text(line, length - 1));
    }

    private static String text(byte[] line, int length) throws Unreadable {
        for (int i = 0; i < length; i++) {
            if (line[i] == '\r' || line[i] == 0) {
                throw new Unreadable("a CR or NUL stands in the line");
            }
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length)).toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("the line is no UTF-8");
        }
    }
}
