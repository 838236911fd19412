package offhook.voicemail.testing;

import java.util.Arrays;
import offhook.voicemail.media.MediaListener;

/** A listener that keeps everything. */
public final class Ear implements MediaListener {

    private short[] pcm = new short[0];
    private int frames;
    private int losses;
    private final StringBuilder digits = new StringBuilder();

    @Override
    public void audio(short[] frame) {
        int before = pcm.length;
        pcm = Arrays.copyOf(pcm, before + frame.length);
        System.arraycopy(frame, 0, pcm, before, frame.length);
        frames++;
    }

    @Override
    public void digit(char digit) {
        digits.append(digit);
    }

    @Override
    public void lost() {
        losses++;
    }

    public short[] pcm() {
        return pcm;
    }

    public int frames() {
        return frames;
    }

    public int losses() {
        return losses;
    }

    public String digits() {
        return digits.toString();
    }
}
