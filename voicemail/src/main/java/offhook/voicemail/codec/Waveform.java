package offhook.voicemail.codec;

/** The decoder of an encoding that knows nothing of loss; it gets the concealment of {@link Concealment}. */
final class Waveform implements Decoder {

    /** Reads bytes as samples, and says how many. */
    interface Reading {
        int read(byte[] packet, int offset, int length, short[] into);
    }

    private final Reading reading;
    private final Concealment concealment;

    Waveform(int rate, Reading reading) {
        this.reading = reading;
        this.concealment = new Concealment(rate);
    }

    @Override
    public int decode(byte[] packet, int offset, int length, short[] into) {
        int samples = reading.read(packet, offset, length, into);
        concealment.heard(into, samples);
        return samples;
    }

    @Override
    public void conceal(short[] into, int offset, int samples) {
        concealment.conceal(into, offset, samples);
    }
}
