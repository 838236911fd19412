package offhook.voicemail.media;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.audio.Resampled;
import offhook.voicemail.codec.Encoder;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.rtp.Reports;
import offhook.voicemail.rtp.RtpPacket;
import offhook.voicemail.sdp.Agreement;
import offhook.voicemail.srtp.SrtpSender;

/**
 * Our own voice in a call: a packet of what is played each 20, 40 or 60 ms. While nothing is played, one frame of silence
 * a second keeps the way through a NAT open, and tells a PBX that somebody is there (RFC 6263 §4.3). Has no clock.
 */
final class Speaking {

    /** Where the packets go. The bytes may be written over, and there is room for the tag of SRTP. */
    interface Way {
        void send(byte[] packet, int length);
    }

    private static final int KEEP_ALIVE = 50; // beats

    private final Way way;
    private final int ssrc;
    private final byte[] packet = new byte[RtpPacket.HEADER + Encoder.LONGEST + SrtpSender.ROOM];
    private int sequence;
    private int timestamp;
    private Encoding encoding;
    private Encoder encoder;
    private int type;
    private short[] frame = new short[0];
    private short[] beat = new short[0];
    private int filled;
    private Audio audio;
    private Runnable done;
    private boolean isNewTalkspurt = true;
    private int idle;
    private long packets;
    private long bytes;
    private long reported;

    Speaking(RandomGenerator random, Way way) {
        this.way = way;
        this.ssrc = random.nextInt();
        this.sequence = random.nextInt(1 << 16);
        this.timestamp = random.nextInt();
    }

    int ssrc() {
        return ssrc;
    }

    /** What was agreed on, first or anew. */
    void agreed(Agreement agreement) {
        if (agreement.encoding() != encoding) {
            encoding = agreement.encoding();
            encoder = null;
            audio = audio == null ? null : Resampled.to(encoding.rate(), audio);
        }
        type = agreement.type();
        int samples = encoding.rate() * agreement.frame() / 1000;
        if (frame.length != samples) {
            frame = new short[samples];
            beat = new short[encoding.rate() / 50];
            filled = 0;
        }
    }

    void play(Audio what, Runnable whenDone) {
        audio = encoding == null ? what : Resampled.to(encoding.rate(), what);
        done = whenDone;
    }

    void silence() {
        audio = null;
        done = null;
    }

    /** Goes on by 20 ms: on hold or where nobody is, time passes, and what is played waits. */
    void beat(boolean maySend) {
        if (!maySend) {
            timestamp += encoding.ticks(beat.length);
            isNewTalkspurt = true;
            return;
        }
        int samples = read();
        if (samples < 0 && filled == 0) {
            rest();
            return;
        }
        System.arraycopy(beat, 0, frame, filled, Math.max(0, samples));
        Arrays.fill(frame, filled + Math.max(0, samples), filled + beat.length, (short) 0);
        filled += beat.length;
        if (filled == frame.length) {
            send();
        }
    }

    /** The next 20 ms; -1 if nothing is played. Where one ends the next may begin at once. */
    private int read() {
        int samples = audio == null ? -1 : audio.read(beat);
        if (samples >= 0 || audio == null) {
            return samples;
        }
        end();
        return audio == null ? -1 : audio.read(beat);
    }

    private void rest() {
        timestamp += encoding.ticks(beat.length);
        isNewTalkspurt = true;
        if (++idle >= KEEP_ALIVE) {
            timestamp -= encoding.ticks(beat.length);
            Arrays.fill(frame, (short) 0);
            send();
            isNewTalkspurt = true;
        }
    }

    private void send() {
        if (encoder == null) {
            encoder = encoding.encoder();
        }
        filled = 0;
        idle = 0;
        RtpPacket.write(packet, type, isNewTalkspurt, sequence, timestamp, ssrc);
        int length = encoder.encode(frame, frame.length, packet, RtpPacket.HEADER);
        sequence = (sequence + 1) & 0xFFFF;
        timestamp += encoding.ticks(frame.length);
        isNewTalkspurt = false;
        packets++;
        bytes += length;
        way.send(packet, RtpPacket.HEADER + length);
    }

    /** Whoever is told may play the next thing at once. */
    private void end() {
        var told = done;
        silence();
        told.run();
    }

    /** For a report; null if nothing has been sent since the last (RFC 3550 §6.4: then it is no sender's). */
    Reports.Sent sent() {
        if (packets == reported) {
            return null;
        }
        reported = packets;
        return new Reports.Sent(packets, bytes, timestamp);
    }
}
