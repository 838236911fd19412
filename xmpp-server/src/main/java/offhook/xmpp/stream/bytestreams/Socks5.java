package offhook.xmpp.stream.bytestreams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a client says to which bytestream a connection belongs: the server's side of SOCKS5, RFC 1928, as far as XEP-0065
 * §6.3.2 uses it. It needs no password, for who may transfer what is decided when the stream is activated. Belongs to one
 * connection.
 */
final class Socks5 {

    /** The first byte of what a client sends: no XML and no TLS begins with it. */
    static final byte VERSION = 5;

    private static final int NO_AUTHENTICATION = 0;
    private static final int NONE_ACCEPTABLE = 0xFF;
    private static final int CONNECT = 1;
    private static final int DOMAIN_NAME = 3;
    private static final Pattern SHA_1 = Pattern.compile("[0-9a-fA-F]{40}");

    private byte[] seen = {};
    private boolean greeted;

    /** What RFC 1928 §6 answers to a request. */
    enum Answer {
        SUCCEEDED(0),
        NOT_ALLOWED(2),
        COMMAND_NOT_SUPPORTED(7),
        ADDRESS_TYPE_NOT_SUPPORTED(8);

        private final byte code;

        Answer(int code) {
            this.code = (byte) code;
        }
    }

    /**
     * What is to be done now.
     *
     * @param reply to be sent; empty if nothing is
     * @param stream which bytestream is wanted, once it is known: then {@link #answer} is due
     * @param over whether the connection is to be closed after the reply
     */
    record Next(byte[] reply, Optional<String> stream, boolean over) {

        static final Next MORE = new Next(new byte[0], Optional.empty(), false);

        static Next close(byte... reply) {
            return new Next(reply, Optional.empty(), true);
        }
    }

    /** Bytes came in. Whoever says more than is asked for at the moment is closed: the other side is not there yet. */
    Next received(byte[] bytes) {
        int before = seen.length;
        seen = Arrays.copyOf(seen, before + bytes.length);
        System.arraycopy(bytes, 0, seen, before, bytes.length);
        if (seen[0] != VERSION) {
            return Next.close();
        }
        return greeted ? request() : greeting();
    }

    /** RFC 1928 §3. */
    private Next greeting() {
        if (seen.length < 2 || seen.length < 2 + (seen[1] & 0xFF)) {
            return Next.MORE;
        }
        if (seen.length > 2 + (seen[1] & 0xFF)) {
            return Next.close();
        }
        for (int i = 2; i < seen.length; i++) {
            if (seen[i] == NO_AUTHENTICATION) {
                greeted = true;
                seen = new byte[0];
                return new Next(new byte[] {VERSION, NO_AUTHENTICATION}, Optional.empty(), false);
            }
        }
        return Next.close(VERSION, (byte) NONE_ACCEPTABLE);
    }

    /** RFC 1928 §4: version, command, reserved, type of address, length, address, port. */
    private Next request() {
        if (seen.length < 5) {
            return Next.MORE;
        }
        if (seen[3] != DOMAIN_NAME) {
            return Next.close(
                    VERSION,
                    Answer.ADDRESS_TYPE_NOT_SUPPORTED.code,
                    (byte) 0,
                    (byte) 1,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0);
        }
        int length = seen[4] & 0xFF;
        if (seen.length < 7 + length) {
            return Next.MORE;
        }
        if (seen.length > 7 + length) {
            return Next.close();
        }
        if (seen[1] != CONNECT) {
            return Next.close(answer(Answer.COMMAND_NOT_SUPPORTED));
        }
        var name = new String(seen, 5, length, US_ASCII);
        boolean noPort = seen[5 + length] == 0 && seen[6 + length] == 0;
        return noPort && SHA_1.matcher(name).matches()
                ? new Next(new byte[0], Optional.of(name.toLowerCase(Locale.ROOT)), false)
                : Next.close(answer(Answer.NOT_ALLOWED));
    }

    /** What to send to who has asked: its address and port come back, XEP-0065 §6.3.2. */
    byte[] answer(Answer answer) {
        var reply = seen.clone();
        reply[1] = answer.code;
        return reply;
    }
}
