package offhook.voicemail.audio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** One after the other without a gap, brought to one rate: a greeting and its beep, the words of a prompt. */
public final class Sequence implements Audio {

    private final int rate;
    private final Deque<Audio> parts = new ArrayDeque<>();
    private short[] rest = new short[0];

    public Sequence(int rate, List<Audio> parts) {
        this.rate = rate;
        parts.forEach(part -> this.parts.add(Resampled.to(rate, part)));
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public int read(short[] into) {
        int filled = 0;
        while (filled < into.length && !parts.isEmpty()) {
            int wanted = into.length - filled;
            if (rest.length != wanted) {
                rest = new short[wanted];
            }
            var part = filled == 0 ? into : rest;
            int samples = parts.peek().read(part);
            if (samples < 0) {
                parts.remove();
            } else {
                if (part == rest) {
                    System.arraycopy(rest, 0, into, filled, samples);
                }
                filled += samples;
            }
        }
        return filled == 0 ? -1 : filled;
    }
}
