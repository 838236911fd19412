package offhook.voicemail.audio;

import java.time.Duration;

/** A sine, such as the beep: swells and fades for 5 ms, so that it does not click. */
public final class Tone implements Audio {

    private final int rate;
    private final double frequency;
    private final double amplitude;
    private final long length;
    private long at;

    /** @param level in dB relative to the loudest there is, such as -12 */
    public Tone(int rate, double frequency, Duration length, double level) {
        this.rate = rate;
        this.frequency = frequency;
        this.amplitude = Short.MAX_VALUE * Math.pow(10, level / 20);
        this.length = length.toNanos() * rate / 1_000_000_000L;
    }

    /** What says "now": as long and as high as on other answering machines. */
    public static Tone beep(int rate) {
        return new Tone(rate, 1000, Duration.ofMillis(400), -12);
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public int read(short[] into) {
        if (at >= length) {
            return -1;
        }
        int samples = (int) Math.min(into.length, length - at);
        double swell = rate / 200.0;
        for (int i = 0; i < samples; i++, at++) {
            double fade = Math.min(1, Math.min(at, length - 1 - at) / swell);
            into[i] = (short) Math.round(amplitude * fade * Math.sin(2 * Math.PI * frequency * at / rate));
        }
        return samples;
    }
}
