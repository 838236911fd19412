package offhook.voicemail.srtp;

/**
 * Encrypts what we send, RFC 3711 §3.3 and §3.4, in the buffer where it stands; that needs {@link #ROOM} more bytes.
 * Belongs to one stream.
 */
public final class SrtpSender {

    /** How much longer a packet can become. */
    public static final int ROOM = 14;

    static final int RTP_HEADER = 12;
    static final int RTCP_HEADER = 8;
    static final int RTCP_TAG = 10;

    private final Suite suite;
    private final SessionKeys rtp;
    private final SessionKeys rtcp;
    private long rollover;
    private int last = -1;
    private int reports;

    public SrtpSender(Suite suite, MasterKey master) {
        this.suite = suite;
        this.rtp = SessionKeys.rtp(master);
        this.rtcp = SessionKeys.rtcp(master);
    }

    /** Our RTP packets have no list of sources and no extension; they come in order. Returns the new length. */
    public int rtp(byte[] packet, int length) {
        int sequence = number(packet, 2, 2);
        if (last >= 0 && sequence < last) {
            rollover++;
        }
        last = sequence;
        rtp.crypt(packet, RTP_HEADER, length, number(packet, 8, 4), rollover << 16 | sequence);
        System.arraycopy(rtp.tag(packet, length, rollover), 0, packet, length, suite.tag());
        return length + suite.tag();
    }

    /** Returns the new length. */
    public int rtcp(byte[] packet, int length) {
        int index = reports;
        reports = (reports + 1) & 0x7FFFFFFF;
        rtcp.crypt(packet, RTCP_HEADER, length, number(packet, 4, 4), index);
        int encrypted = index | 0x80000000;
        for (int i = 0; i < 4; i++) {
            packet[length + i] = (byte) (encrypted >> (24 - 8 * i));
        }
        System.arraycopy(rtcp.tag(packet, length + 4, -1), 0, packet, length + 4, RTCP_TAG);
        return length + 4 + RTCP_TAG;
    }

    static int number(byte[] packet, int at, int bytes) {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | (packet[at + i] & 0xFF);
        }
        return number;
    }
}
