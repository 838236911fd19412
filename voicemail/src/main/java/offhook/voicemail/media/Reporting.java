package offhook.voicemail.media;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import offhook.voicemail.rtp.Reception;
import offhook.voicemail.rtp.Reports;
import offhook.voicemail.srtp.SrtpSender;

/** When the RTCP of a call is due, RFC 3550 §6.2 with two participants, and what is in it. */
final class Reporting {

    private static final int INTERVAL = 250; // beats: five seconds
    private static final double COMPENSATION = 1.21828;

    private final RandomGenerator random;
    private final InstantSource clock;
    private final Reports reports;
    private final byte[] packet = new byte[Reports.LONGEST + SrtpSender.ROOM];
    private int due;

    Reporting(int ssrc, InstantSource clock, RandomGenerator random) {
        this.random = random;
        this.clock = clock;
        this.reports = new Reports(ssrc, Long.toHexString(random.nextLong()));
        this.due = interval() / 2;
    }

    /** §6.3.1: at random between half and one and a half of the interval, so that nobody falls into step. */
    private int interval() {
        return (int) (INTERVAL * (0.5 + random.nextDouble()) / COMPENSATION);
    }

    /** Whether a report is due at this beat. */
    boolean beat() {
        if (--due > 0) {
            return false;
        }
        due = interval();
        return true;
    }

    /** Writes a report; says how long it is in {@link #packet}. */
    int write(Reports.Sent sent, Reception reception, int source, long nanos, boolean isLast) {
        return reports.write(packet, sent, reception, source, clock.instant(), nanos, isLast);
    }

    byte[] packet() {
        return packet;
    }

    boolean read(byte[] data, int length, long nanos) {
        return reports.read(data, length, nanos);
    }
}
