package offhook.gateway;

import java.time.Duration;
import java.util.Optional;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.media.MediaListener;
import offhook.voicemail.media.MediaSession;

/** The audio of a call in a trace: what is played takes its time, and the caller whistles for as long as the trace says. */
final class SpokenLine implements MediaSession {

    private static final Duration BEAT = Duration.ofMillis(20);
    private static final int RATE = 8000;
    private static final int FRAME = RATE / 50;
    private static final int LOUD = 8000;
    private static final double PITCH = 440;

    private final Loop loop;
    private final MediaListener listener;
    private Timer end = () -> {};
    private boolean isClosed;

    SpokenLine(Loop loop, MediaListener listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /** From now on, in frames of 20 ms, in time. */
    void speaks(Duration length) {
        for (int i = 0; i < length.toMillis() / 20; i++) {
            int frame = i;
            loop.after(Duration.ofMillis(20L * (frame + 1)), () -> says(frame));
        }
    }

    private void says(int frame) {
        if (!isClosed) {
            var pcm = new short[FRAME];
            for (int i = 0; i < FRAME; i++) {
                pcm[i] = (short) (LOUD * Math.sin(2 * Math.PI * PITCH * (frame * FRAME + i) / RATE));
            }
            listener.audio(pcm);
        }
    }

    @Override
    public String description() {
        return "v=0\r\no=- 1 1 IN IP4 192.0.2.100\r\ns=-\r\nc=IN IP4 192.0.2.100\r\nt=0 0\r\nm=audio 20000 RTP/AVP 0\r\n";
    }

    @Override
    public boolean answered(String answer) {
        return true;
    }

    @Override
    public Optional<String> reoffered(String offer) {
        return Optional.of(description());
    }

    @Override
    public int rate() {
        return RATE;
    }

    @Override
    public void play(Audio audio, Runnable done) {
        silence();
        beat(audio, new short[audio.rate() / 50], done);
    }

    private void beat(Audio audio, short[] frame, Runnable done) {
        end = loop.after(BEAT, () -> {
            if (audio.read(frame) < 0) {
                done.run();
            } else {
                beat(audio, frame, done);
            }
        });
    }

    @Override
    public void silence() {
        end.cancel();
    }

    @Override
    public void whenSaid(Runnable task) {
        task.run();
    }

    @Override
    public void close() {
        isClosed = true;
        silence();
    }
}
