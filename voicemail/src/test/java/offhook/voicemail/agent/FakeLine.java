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
    private final Runnable moment;
    private Runnable done;
    private Audio playing;
    boolean isClosed;

    /** @param moment lets pass what happens at once */
    FakeLine(MediaListener listener, Runnable moment) {
        this.listener = listener;
        this.moment = moment;
    }

    /** What is played has been heard to its end; how many seconds that was. */
    double hearsItAll() {
        var heard = hears();
        return (double) heard.length / playing.rate();
    }

    /** Likewise, and the sound. */
    short[] hears() {
        if (done == null) {
            throw new AssertionError("nothing is played");
        }
        var heard = new short[0];
        var frame = new short[playing.rate() / 50];
        for (int read = playing.read(frame); read >= 0; read = playing.read(frame)) {
            int before = heard.length;
            heard = Arrays.copyOf(heard, before + read);
            System.arraycopy(frame, 0, heard, before, read);
            moment.run();
        }
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
        playing = audio;
        done = end;
    }

    @Override
    public void silence() {
        done = null;
    }

    @Override
    public void whenSaid(Runnable task) {
        task.run();
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
