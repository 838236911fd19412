package offhook.voicemail.srtp;

import static offhook.voicemail.srtp.SrtpSender.RTCP_HEADER;
import static offhook.voicemail.srtp.SrtpSender.RTCP_TAG;
import static offhook.voicemail.srtp.SrtpSender.RTP_HEADER;
import static offhook.voicemail.srtp.SrtpSender.number;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decrypts what a peer sends, in the buffer where it stands, and refuses what is forged, changed or played again: RFC 3711
 * §3.3 and §3.4. The bytes may be anything. Belongs to one stream.
 */
public final class SrtpReceiver {

    /** What stands in place of a length for a packet that is refused. */
    public static final int REFUSED = -1;

    /** A peer may change its source now and then; only what was authenticated takes a place. */
    private static final int SOURCES = 8;

    private final Suite suite;
    private final SessionKeys rtp;
    private final SessionKeys rtcp;
    private final Map<Integer, Replay> sources = new LinkedHashMap<>();
    private final Map<Integer, Replay> reporters = new LinkedHashMap<>();

    public SrtpReceiver(Suite suite, MasterKey master) {
        this.suite = suite;
        this.rtp = SessionKeys.rtp(master);
        this.rtcp = SessionKeys.rtcp(master);
    }

    /** Returns the length of the RTP packet within, or {@link #REFUSED}. */
    public int rtp(byte[] packet, int length) {
        int end = length - suite.tag();
        int payload = end < RTP_HEADER ? REFUSED : payload(packet, end);
        if (payload == REFUSED) {
            return REFUSED;
        }
        int ssrc = number(packet, 8, 4);
        var replay = sources.get(ssrc);
        long index = index(number(packet, 2, 2), replay);
        if (replay != null && !replay.isNew(index)) {
            return REFUSED;
        }
        if (!SessionKeys.isSame(rtp.tag(packet, end, index >> 16), packet, end, suite.tag())) {
            return REFUSED;
        }
        rtp.crypt(packet, payload, end, ssrc, index);
        saw(sources, ssrc, index);
        return end;
    }

    /** Returns the length of the RTCP packet within, or {@link #REFUSED}. */
    public int rtcp(byte[] packet, int length) {
        int end = length - RTCP_TAG - 4;
        if (end < RTCP_HEADER) {
            return REFUSED;
        }
        int encrypted = number(packet, end, 4);
        int index = encrypted & 0x7FFFFFFF;
        int ssrc = number(packet, 4, 4);
        var replay = reporters.get(ssrc);
        if (replay != null && !replay.isNew(index)) {
            return REFUSED;
        }
        if (!SessionKeys.isSame(rtcp.tag(packet, end + 4, -1), packet, end + 4, RTCP_TAG)) {
            return REFUSED;
        }
        if (encrypted < 0) {
            rtcp.crypt(packet, RTCP_HEADER, end, ssrc, index);
        }
        saw(reporters, ssrc, index);
        return end;
    }

    /** §3.3.1: the rollover counter that brings the sequence number closest to what came last. */
    private static long index(int sequence, Replay replay) {
        if (replay == null) {
            return sequence;
        }
        long highest = replay.highest();
        long near = (highest & ~0xFFFFL) | sequence;
        if (near - highest > 0x8000) {
            return near >= 0x10000 ? near - 0x10000 : near;
        }
        return highest - near > 0x8000 ? near + 0x10000 : near;
    }

    private static void saw(Map<Integer, Replay> all, int ssrc, long index) {
        var replay = all.get(ssrc);
        if (replay == null) {
            if (all.size() == SOURCES) {
                all.remove(all.keySet().iterator().next());
            }
            replay = new Replay();
            all.put(ssrc, replay);
        }
        replay.saw(index);
    }

    /** Where the encrypted part begins: behind the sources and the extension. */
    private static int payload(byte[] packet, int end) {
        int at = RTP_HEADER + 4 * (packet[0] & 0xF);
        if ((packet[0] & 0x10) != 0) {
            at = at + 4 > end ? end + 1 : at + 4 + 4 * number(packet, at + 2, 2);
        }
        return at > end ? REFUSED : at;
    }
}
