package offhook.voicemail.codec;

/**
 * Covers what was lost: goes on with the last period of the voice, and fades. A single packet is hardly missed, and a
 * longer gap ends in silence instead of a buzz. The way of ITU-T G.711 Appendix I, made smaller.
 */
final class Concealment {

    private static final int LOWEST_VOICE = 66; // Hz
    private static final int HIGHEST_VOICE = 400; // Hz

    private final short[] heard;
    private final int shortest;
    private final int longest;
    private final int full;
    private final int faded;
    private final int seam;
    private int period;
    private int missing;

    Concealment(int rate) {
        shortest = rate / HIGHEST_VOICE;
        longest = rate / LOWEST_VOICE;
        heard = new short[2 * longest];
        full = rate / 100;
        faded = rate * 6 / 100;
        seam = rate / 200;
    }

    /** Takes note of what did come; after a loss its beginning is blended with what stood in for the loss. */
    void heard(short[] pcm, int samples) {
        if (missing > 0) {
            int blended = Math.min(seam, samples);
            for (int i = 0; i < blended; i++) {
                pcm[i] = (short) ((pcm[i] * i + goesOn() * (blended - i)) / blended);
            }
            missing = 0;
        }
        int kept = Math.min(samples, heard.length);
        System.arraycopy(heard, kept, heard, 0, heard.length - kept);
        System.arraycopy(pcm, samples - kept, heard, heard.length - kept, kept);
    }

    void conceal(short[] into, int offset, int samples) {
        if (missing == 0) {
            period = period();
        }
        for (int i = 0; i < samples; i++) {
            into[offset + i] = (short) goesOn();
        }
    }

    private int goesOn() {
        if (missing >= faded) {
            return 0;
        }
        int sample = heard[heard.length - period + missing % period];
        int fading = missing - full;
        missing++;
        return fading <= 0 ? sample : sample * (faded - full - fading) / (faded - full);
    }

    /** The shift by which the last of what was heard is most like what came before it. */
    private int period() {
        int window = heard.length - longest;
        int best = longest;
        double likeness = 0;
        for (int shift = shortest; shift <= longest; shift++) {
            double product = 0;
            double energy = 1;
            for (int i = longest; i < longest + window; i++) {
                product += heard[i] * heard[i - shift];
                energy += heard[i - shift] * heard[i - shift];
            }
            double like = product / Math.sqrt(energy);
            if (like > likeness) {
                likeness = like;
                best = shift;
            }
        }
        return best;
    }
}
