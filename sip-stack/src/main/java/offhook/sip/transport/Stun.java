package offhook.sip.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The answer to a STUN binding request that a phone sends to a SIP port to keep its path open and to learn its address
 * (RFC 5626 §4.4.2, RFC 5389 §7.3.1).
 */
final class Stun {

    private static final int HEADER = 20;
    private static final int COOKIE = 0x2112A442;
    private static final short REQUEST = 0x0001;
    private static final short SUCCESS = 0x0101;
    private static final short XOR_MAPPED_ADDRESS = 0x0020;

    private Stun() {}

    /** The first two bits of STUN are 0, which no letter's are. */
    static boolean isStun(byte[] datagram) {
        return datagram.length >= HEADER
                && (datagram[0] & 0xC0) == 0
                && ByteBuffer.wrap(datagram).getInt(4) == COOKIE;
    }

    /** Null if it deserves none: it is no request, or wants something we do not understand. */
    static byte[] answer(byte[] datagram, InetSocketAddress from) {
        var request = ByteBuffer.wrap(datagram);
        if (request.getShort(0) != REQUEST
                || request.getShort(2) != datagram.length - HEADER
                || !isUnderstood(request)) {
            return null;
        }
        byte[] address = from.getAddress().getAddress();
        var answer = ByteBuffer.allocate(HEADER + 8 + address.length)
                .putShort(SUCCESS)
                .putShort((short) (8 + address.length))
                .put(datagram, 4, 16)
                .putShort(XOR_MAPPED_ADDRESS)
                .putShort((short) (4 + address.length))
                .putShort((short) (address.length == 4 ? 1 : 2))
                .putShort((short) (from.getPort() ^ (COOKIE >>> 16)));
        for (int i = 0; i < address.length; i++) {
            answer.put((byte) (address[i] ^ datagram[4 + i]));
        }
        return answer.array();
    }

    /** Attributes from 0x8000 on may be skipped (RFC 5389 §15). */
    private static boolean isUnderstood(ByteBuffer request) {
        int at = HEADER;
        while (at + 4 <= request.limit()) {
            if (request.getShort(at) >= 0) {
                return false;
            }
            int length = request.getShort(at + 2) & 0xFFFF;
            at += 4 + ((length + 3) & ~3);
        }
        return at == request.limit();
    }
}
