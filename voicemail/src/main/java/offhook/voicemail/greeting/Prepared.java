package offhook.voicemail.greeting;

import java.util.Arrays;
import java.util.Optional;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.audio.Gain;
import offhook.voicemail.audio.Speech;

/** What somebody has recorded, as callers should hear it: no wider than phones hear, without silence at its ends, as loud as other prompts. */
public final class Prepared {

    private static final int WIDEBAND = 16_000;

    private Prepared() {}

    /** Empty if nobody speaks in it. */
    public static Optional<Clip> of(Clip recorded) {
        var clip = recorded.rate() > WIDEBAND ? recorded.at(WIDEBAND) : recorded;
        var speech = new Speech(clip.rate());
        int frame = clip.rate() / 50;
        for (int at = 0; at + frame <= clip.samples().length; at += frame) {
            speech.hear(Arrays.copyOfRange(clip.samples(), at, at + frame));
        }
        if (speech.spoken().isZero()) {
            return Optional.empty();
        }
        var kept = Arrays.copyOfRange(clip.samples(), (int) speech.begin(), (int) speech.end());
        Gain.apply(kept, kept.length, speech.gain());
        return Optional.of(new Clip(clip.rate(), kept));
    }
}
