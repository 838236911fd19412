package offhook.voicemail.agent;

import java.util.Arrays;
import java.util.Optional;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.media.MediaListener;
import offhook.voicemail.media.MediaSession;

/** The audio of a call, in the hand of a test: what is played is over when the test says so, and it speaks for the caller. */
final class FakeLine implements MediaSession {

    static final String SDP = "v=0\r\nm=audio 20000 RTP/AVP 0\r\n";
    static final int RATE = 8000;

    private final MediaListener listener;
    private Runnable done;
    private double playing; // seconds
    boolean isClosed;

    FakeLine(MediaListener listener) {
        this.listener = listener;
    }

    /** What is played has been heard to its end; how many seconds that was. */
    double hearsItAll() {
        if (done == null) {
            throw new AssertionError("nothing is played");
        }
        double heard = playing;
        var now = done;
        done = null;
        now.run();
        return heard;
    }

    boolean isPlaying() {
        return done != null;
    }

    /** A tone, or silence. */
    void speaks(double seconds, int amplitude) {
        var frame = new short[RATE / 50];
        for (int i = 0; i < Math.round(seconds * 50); i++) {
            for (int j = 0; j < frame.length; j++) {
                frame[j] = (short) (amplitude * Math.sin(2 * Math.PI * 440 * (i * frame.length + j) / RATE));
            }
            listener.audio(frame);
            Arrays.fill(frame, (short) 12_345); // it is used again
        }
    }

    void presses(char key) {
        listener.digit(key);
    }

    void goesDead() {
        listener.lost();
    }

    @Override
    public String description() {
        return SDP;
    }

    @Override
    public boolean answered(String answer) {
        return answer.contains("m=audio");
    }

    @Override
    public Optional<String> reoffered(String offer) {
        return offer.contains("m=audio") ? Optional.of(SDP) : Optional.empty();
    }

    @Override
    public int rate() {
        return RATE;
    }

    @Override
    public void play(Audio audio, Runnable end) {
        long samples = 0;
        var frame = new short[audio.rate() / 50];
        for (int read = audio.read(frame); read >= 0; read = audio.read(frame)) {
            samples += read;
        }
        playing = (double) samples / audio.rate();
        done = end;
    }

    @Override
    public void silence() {
        done = null;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
