package offhook.voicemail.codec;

import java.util.Optional;

/** The encodings of speech that we speak, under their names of RFC 3551 §4.5 and RFC 7587 §4.1. */
public enum Encoding {
    PCMU("PCMU", 0, 8000, 1, 8000),
    PCMA("PCMA", 8, 8000, 1, 8000),
    /** RFC 3551 §4.5.2: its clock is said to be 8000 Hz by an old mistake, though it is sampled at 16000. */
    G722("G722", 9, 8000, 1, 16_000),
    /** RFC 7587 §4.1: always said to have two channels at 48000 Hz, whatever is sent. */
    OPUS("opus", -1, 48_000, 2, 16_000);

    private final String title;
    private final int fixedType;
    private final int clock;
    private final int channels;
    private final int rate;

    Encoding(String title, int fixedType, int clock, int channels, int rate) {
        this.title = title;
        this.fixedType = fixedType;
        this.clock = clock;
        this.channels = channels;
        this.rate = rate;
    }

    /** The one that an rtpmap names; encoding names are not case-sensitive (RFC 8866 §6.6). */
    public static Optional<Encoding> named(String title, int clock, int channels) {
        for (var one : values()) {
            if (one.title.equalsIgnoreCase(title) && one.clock == clock && one.channels == channels) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The one that a payload type means without an rtpmap, RFC 3551 §6. */
    public static Optional<Encoding> ofType(int payloadType) {
        for (var one : values()) {
            if (one.fixedType >= 0 && one.fixedType == payloadType) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** As it stands in an rtpmap. */
    public String title() {
        return title;
    }

    /** The payload type of RFC 3551, or -1 if it has none. */
    public int fixedType() {
        return fixedType;
    }

    /** Of RTP timestamps, in Hz. */
    public int clock() {
        return clock;
    }

    public int channels() {
        return channels;
    }

    /** Of the samples on our side, in Hz. */
    public int rate() {
        return rate;
    }

    /** How far the RTP clock goes on in that many samples. */
    public int ticks(int samples) {
        return (int) ((long) samples * clock / rate);
    }

    /** How many samples there are in a stretch of the RTP clock. */
    public long samples(long ticks) {
        return ticks * rate / clock;
    }

    public Decoder decoder() {
        return switch (this) {
            case PCMU -> new Waveform(rate, G711.MU_LAW::decode);
            case PCMA -> new Waveform(rate, G711.A_LAW::decode);
            case G722 -> new Waveform(rate, new G722Decoder()::decode);
            case OPUS -> new OpusSpeech();
        };
    }

    public Encoder encoder() {
        return switch (this) {
            case PCMU -> G711.MU_LAW;
            case PCMA -> G711.A_LAW;
            case G722 -> new G722Encoder();
            case OPUS -> new OpusPackets();
        };
    }
}
