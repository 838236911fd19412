package offhook.voicemail.audio;

/** Audio at another rate than its own. */
public final class Resampled implements Audio {

    private final int rate;
    private final Audio original;
    private final Resampler resampler;
    private final short[] read;
    private final short[] ready;
    private int from;
    private int to;
    private boolean isOver;

    private Resampled(int rate, Audio original) {
        this.rate = rate;
        this.original = original;
        this.resampler = new Resampler(original.rate(), rate);
        this.read = new short[original.rate() / 50];
        this.ready = new short[resampler.most(Math.max(read.length, resampler.delay()))];
    }

    /** The audio itself if it has that rate. */
    public static Audio to(int rate, Audio audio) {
        return audio.rate() == rate ? audio : new Resampled(rate, audio);
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public int read(short[] into) {
        int filled = 0;
        while (filled < into.length && (from < to || more())) {
            int part = Math.min(into.length - filled, to - from);
            System.arraycopy(ready, from, into, filled, part);
            from += part;
            filled += part;
        }
        return filled == 0 ? -1 : filled;
    }

    /** The filter holds the end back; silence pushes it out. */
    private boolean more() {
        if (isOver) {
            return false;
        }
        int samples = original.read(read);
        from = 0;
        if (samples < 0) {
            isOver = true;
            to = resampler.resample(new short[resampler.delay()], resampler.delay(), ready, 0);
        } else {
            to = resampler.resample(read, samples, ready, 0);
        }
        return true;
    }
}
