package offhook.voicemail.rtp;

/** The header of an RTP packet, RFC 3550 §5.1, read where it stands; one object reads one packet after the other. */
public final class RtpPacket {

    /** Without sources and extension, as we send it. */
    public static final int HEADER = 12;

    private static final int VERSION = 2;

    private int type;
    private boolean marker;
    private int sequence;
    private int timestamp;
    private int ssrc;
    private int offset;
    private int length;

    /** Reads the header. The bytes may be anything; false if they are no RTP packet, and then nothing else counts. */
    public boolean read(byte[] data, int size) {
        if (size < HEADER || (data[0] & 0xFF) >> 6 != VERSION) {
            return false;
        }
        marker = data[1] < 0;
        type = data[1] & 0x7F;
        sequence = Bytes.two(data, 2);
        timestamp = Bytes.four(data, 4);
        ssrc = Bytes.four(data, 8);
        offset = HEADER + 4 * (data[0] & 0x0F);
        if ((data[0] & 0x10) != 0) {
            offset += offset + 4 <= size ? 4 + 4 * Bytes.two(data, offset + 2) : size;
        }
        boolean isPadded = (data[0] & 0x20) != 0;
        int padding = isPadded ? data[size - 1] & 0xFF : 0;
        length = size - padding - offset;
        return length >= 0 && !(isPadded && padding == 0);
    }

    /** Writes a header; the payload follows at {@link #HEADER}. */
    public static void write(byte[] into, int type, boolean marker, int sequence, int timestamp, int ssrc) {
        into[0] = (byte) (VERSION << 6);
        into[1] = (byte) (marker ? type | 0x80 : type);
        Bytes.two(into, 2, sequence);
        Bytes.four(into, 4, timestamp);
        Bytes.four(into, 8, ssrc);
    }

    /** RFC 5761 §4: which of the two it is where both come to one port. */
    public static boolean isReport(byte[] data, int size) {
        return size > 1 && (data[1] & 0xFF) >= 192 && (data[1] & 0xFF) <= 223;
    }

    public int type() {
        return type;
    }

    public boolean marker() {
        return marker;
    }

    /** 0 to 65535. */
    public int sequence() {
        return sequence;
    }

    /** All 32 bits. */
    public int timestamp() {
        return timestamp;
    }

    public int ssrc() {
        return ssrc;
    }

    /** Where the payload begins. */
    public int offset() {
        return offset;
    }

    /** Of the payload, without padding. */
    public int length() {
        return length;
    }
}
