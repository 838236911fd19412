package offhook.voicemail.rtp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The RTCP of one stream, RFC 3550 §6: writes our reports, reads theirs. Times come in.
 */
public final class Reports {

    /** Room for the longest of ours. */
    public static final int LONGEST = 256;

    private static final int SENDER = 200;
    private static final int RECEIVER = 201;
    private static final int DESCRIPTION = 202;
    private static final int GOODBYE = 203;

    /** From 1900 to 1970, RFC 5905. */
    private static final long EPOCH = 2_208_988_800L;

    private final int ssrc;
    private final byte[] name;
    private int lastReport;
    private long lastReportAt;

    /** @param name our CNAME: says nothing about anybody (RFC 7022 §4.2) */
    public Reports(int ssrc, String name) {
        this.ssrc = ssrc;
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** What we have sent, for a sender report. */
    public record Sent(long packets, long bytes, int timestamp) {}

    /**
     * Writes a compound packet (§6.1): a report, our name, perhaps the goodbye.
     *
     * @param sent null if nothing was sent of late
     * @param reception null if nothing was ever received
     * @param nanos the monotonic clock
     * @return its length
     */
    public int write(byte[] into, Sent sent, Reception reception, int source, Instant now, long nanos, boolean isLast) {
        int at = sent == null ? header(into, RECEIVER, 8) : sender(into, sent, now);
        if (reception != null) {
            into[0]++;
            reception.report(into, at, source, lastReport, sinceLastReport(nanos));
            at += 24;
        }
        length(into, 0, at);
        at = description(into, at);
        return isLast ? goodbye(into, at) : at;
    }

    private int header(byte[] into, int type, int size) {
        into[0] = (byte) 0x80;
        into[1] = (byte) type;
        Bytes.four(into, 4, ssrc);
        return size;
    }

    private int sender(byte[] into, Sent sent, Instant now) {
        header(into, SENDER, 28);
        Bytes.four(into, 8, (int) (now.getEpochSecond() + EPOCH));
        Bytes.four(into, 12, (int) (((long) now.getNano() << 32) / 1_000_000_000L));
        Bytes.four(into, 16, sent.timestamp);
        Bytes.four(into, 20, (int) sent.packets);
        Bytes.four(into, 24, (int) sent.bytes);
        return 28;
    }

    /** §6.5: one chunk with one item, filled up with zeros, at least one. */
    private int description(byte[] into, int at) {
        into[at] = (byte) 0x81;
        into[at + 1] = (byte) DESCRIPTION;
        Bytes.four(into, at + 4, ssrc);
        into[at + 8] = 1;
        into[at + 9] = (byte) name.length;
        System.arraycopy(name, 0, into, at + 10, name.length);
        int end = at + 10 + name.length;
        do {
            into[end++] = 0;
        } while ((end - at) % 4 != 0);
        length(into, at, end);
        return end;
    }

    private int goodbye(byte[] into, int at) {
        into[at] = (byte) 0x81;
        into[at + 1] = (byte) GOODBYE;
        Bytes.four(into, at + 4, ssrc);
        length(into, at, at + 8);
        return at + 8;
    }

    private static void length(byte[] into, int from, int to) {
        Bytes.two(into, from + 2, (to - from) / 4 - 1);
    }

    /** In units of 1/65536 s; 0 before the first report. */
    private int sinceLastReport(long nanos) {
        return lastReport == 0 ? 0 : (int) ((nanos - lastReportAt) * 65_536L / 1_000_000_000L);
    }

    /**
     * Reads a compound packet. The bytes may be anything.
     *
     * @return whether it is one (Appendix A.2)
     */
    public boolean read(byte[] data, int size, long nanos) {
        if (size < 8 || size % 4 != 0 || (type(data, 0) != SENDER && type(data, 0) != RECEIVER)) {
            return false;
        }
        int at = 0;
        int end;
        for (; at < size; at = end) {
            end = at + 4 + (at + 4 <= size ? 4 * Bytes.two(data, at + 2) : size);
            if (end > size || (data[at] & 0xFF) >> 6 != 2) {
                return false;
            }
        }
        if (type(data, 0) == SENDER && 4 + 4 * Bytes.two(data, 2) >= 28) {
            lastReport = Bytes.four(data, 10); // the middle of the NTP time
            lastReportAt = nanos;
        }
        return true;
    }

    private static int type(byte[] data, int at) {
        return data[at + 1] & 0xFF;
    }
}
