package offhook.voicemail.testing;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.audio.Tone;

/** Sounds for tests, and ears to tell them apart. */
public final class Sound {

    private Sound() {}

    /** A sine at -10 dB. */
    public static short[] tone(int rate, double frequency, int milliseconds) {
        return all(new Tone(rate, frequency, Duration.ofMillis(milliseconds), -10));
    }

    /** White noise, the same each time. */
    public static short[] noise(int samples, int loudest) {
        var random = new Random(7);
        var noise = new short[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (short) (random.nextInt(2 * loudest + 1) - loudest);
        }
        return noise;
    }

    /** All of it, in frames of 20 ms. */
    public static short[] all(Audio audio) {
        var frame = new short[audio.rate() / 50];
        var all = new short[0];
        for (int read = audio.read(frame); read >= 0; read = audio.read(frame)) {
            int before = all.length;
            all = Arrays.copyOf(all, before + read);
            System.arraycopy(frame, 0, all, before, read);
        }
        return all;
    }

    /** Which part of the energy is at this frequency, from 0 to 1. */
    public static double purity(short[] pcm, int rate, double frequency) {
        double real = 0;
        double imaginary = 0;
        double energy = 1;
        for (int i = 0; i < pcm.length; i++) {
            double angle = 2 * Math.PI * frequency * i / rate;
            real += pcm[i] * Math.cos(angle);
            imaginary += pcm[i] * Math.sin(angle);
            energy += (double) pcm[i] * pcm[i];
        }
        return 2 * (real * real + imaginary * imaginary) / pcm.length / energy;
    }

    /** How far a copy that comes some samples late is from the original, in dB of signal over noise. */
    public static double likeness(short[] original, short[] copy, int late) {
        double signal = 1;
        double noise = 1e-9;
        for (int i = 0; i + late < copy.length && i < original.length; i++) {
            double difference = copy[i + late] - original[i];
            signal += (double) original[i] * original[i];
            noise += difference * difference;
        }
        return 10 * Math.log10(signal / noise);
    }

    public static short[] part(short[] pcm, int from, int to) {
        return Arrays.copyOfRange(pcm, from, to);
    }
}
