package offhook.voicemail.media;

import offhook.voicemail.audio.Resampler;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.rtp.JitterBuffer.Fate;
import offhook.voicemail.rtp.Reception;
import offhook.voicemail.rtp.RtpPacket;
import offhook.voicemail.rtp.TelephoneEvents;
import offhook.voicemail.sdp.Agreement;

/** The other side's voice in a call: takes its packets, and gives its samples beat by beat. Has no clock. */
final class Hearing {

    /** RFC 3551 §6: many send it though it was not agreed on. */
    private static final int COMFORT_NOISE = 13;

    private final MediaNumbers numbers;
    private final TelephoneEvents events = new TelephoneEvents();
    private final int rate;
    private final short[] pcm;
    private final short[] decoded;
    private Encoding encoding;
    private int type;
    private int eventType;
    private Playout playout;
    private Reception reception;
    private short[] own;
    private Resampler resampler;
    private int source;

    /**
     * @param rate of the samples that the listener gets
     * @param decoded as {@link Playout} wants it
     */
    Hearing(int rate, MediaNumbers numbers, short[] decoded) {
        this.rate = rate;
        this.numbers = numbers;
        this.decoded = decoded;
        this.pcm = new short[rate / 50];
    }

    /** What was agreed on, first or anew. */
    void agreed(Agreement agreement) {
        type = agreement.type();
        eventType = agreement.eventType();
        if (agreement.encoding() != encoding) {
            encoding = agreement.encoding();
            playout = new Playout(encoding, decoded);
            own = encoding.rate() == rate ? pcm : new short[encoding.rate() / 50];
            resampler = encoding.rate() == rate ? null : new Resampler(encoding.rate(), rate);
            reception = null;
        }
    }

    /** Whether a packet is of a kind that was agreed on. */
    boolean knows(RtpPacket packet) {
        return packet.type() == type || packet.type() == eventType || packet.type() == COMFORT_NOISE;
    }

    /** Takes a packet; says which digit it brought, or {@link TelephoneEvents#NONE}. */
    char arrived(RtpPacket packet, byte[] data, long nanos) {
        if (reception == null || packet.ssrc() != source) {
            begin(packet.ssrc());
        }
        // Timestamps of events stand still while they last, and say nothing about the way.
        long sequence = reception.arrived(packet.sequence(), packet.timestamp(), nanos);
        if (sequence == Reception.STRAY) {
            numbers.late.increment();
            return TelephoneEvents.NONE;
        }
        numbers.received.increment();
        var fate = packet.type() == type
                ? playout.speech(
                        sequence, packet.timestamp(), data, packet.offset(), packet.length(), reception.jitter())
                : playout.other(sequence);
        if (fate != Fate.KEPT) {
            numbers.late.increment();
        }
        return packet.type() == eventType
                ? events.arrived(packet.timestamp(), data, packet.offset(), packet.length(), nanos)
                : TelephoneEvents.NONE;
    }

    private void begin(int ssrc) {
        source = ssrc;
        reception = new Reception(encoding.clock());
        playout.restart();
        events.restart();
    }

    /** The next 20 ms; null before the first packet. The array is used again. */
    short[] next() {
        return playout.next(own) ? converted() : null;
    }

    /** At the end: the next 20 ms of what has come already; null when all of it has been heard. */
    short[] rest() {
        return playout.rest(own) ? converted() : null;
    }

    private short[] converted() {
        numbers.lost.add(playout.takeLost());
        if (resampler != null) {
            resampler.resample(own, own.length, pcm, 0);
        }
        return pcm;
    }

    /** Null before the first packet. */
    Reception reception() {
        return reception;
    }

    int source() {
        return source;
    }
}
