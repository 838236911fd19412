package offhook.gateway.voicemail;

import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.net.EventLoops;
import offhook.runtime.work.Loop;
import offhook.voicemail.agent.Lines;
import offhook.voicemail.media.Media;
import offhook.voicemail.media.MediaConfig;
import offhook.voicemail.media.MediaListener;
import offhook.voicemail.media.MediaNumbers;
import offhook.voicemail.media.MediaSession;
import offhook.voicemail.rtp.transport.UdpDatagrams;

/** The audio of calls over UDP. Safe to share. */
public record MediaLines(Media media) implements Lines {

    /** Opens no port yet. */
    public static MediaLines over(
            EventLoops loops, MediaConfig config, InstantSource clock, RandomGenerator random, Metrics metrics) {
        var numbers = new MediaNumbers();
        numbers.show(metrics);
        return new MediaLines(new Media(config, new UdpDatagrams(loops), clock, random, numbers));
    }

    @Override
    public Optional<MediaSession> answer(Loop loop, String offer, MediaListener listener) {
        return media.answer(loop, offer, listener);
    }

    @Override
    public MediaSession offer(Loop loop, MediaListener listener) {
        return media.offer(loop, listener);
    }

    @Override
    public void close() {
        media.close();
    }
}
