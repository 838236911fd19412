package offhook.voicemail.media;

import java.time.Duration;
import java.util.Random;
import offhook.runtime.testing.ManualLoop;
import offhook.runtime.testing.ManualTime;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.rtp.PortRange;
import offhook.voicemail.sdp.Security;
import offhook.voicemail.testing.Ear;
import offhook.voicemail.testing.RtpPhone;
import offhook.voicemail.testing.Sound;
import offhook.voicemail.testing.Wire;

/** A phone that calls, and what is heard of it, in memory, with the clock in our hand. */
abstract class MediaScene {

    static final Duration BEAT = Duration.ofMillis(20);

    final ManualTime time = new ManualTime();
    final ManualLoop loop = time.loop();
    final Wire wire = new Wire();
    final Ear ear = new Ear();
    final MediaNumbers numbers = new MediaNumbers();
    final Media media = new Media(
            new MediaConfig(PortRange.parse("20000-20005"), "127.0.0.1", Security.OPTIONAL, Duration.ofSeconds(30)),
            wire,
            time,
            new Random(1),
            numbers);
    RtpPhone phone;

    MediaScene(Encoding encoding) {
        phone = new RtpPhone(wire, 4000, encoding);
    }

    MediaSession call(String offer) {
        var session = media.answer(loop, offer, ear).orElseThrow();
        phone.learn(session.description());
        return session;
    }

    /** Talks for some frames of 20 ms, each at its time. */
    void talk(short[] pcm, int rate) {
        int frame = rate / 50;
        for (int at = 0; at + frame <= pcm.length; at += frame) {
            phone.say(Sound.part(pcm, at, at + frame));
            time.pass(BEAT);
        }
    }
}
