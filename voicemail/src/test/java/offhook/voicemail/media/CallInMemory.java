package offhook.voicemail.media;

import java.time.Duration;
import java.util.Random;
import offhook.runtime.testing.ManualTime;
import offhook.voicemail.rtp.PortRange;
import offhook.voicemail.sdp.Security;
import offhook.voicemail.testing.Ear;
import offhook.voicemail.testing.Wire;

/** What a fuzzed call happens in: for each input a new one, since a fuzzer tries all of them on one object of the test's class. */
final class CallInMemory {

    final ManualTime time = new ManualTime();
    final Wire wire = new Wire();
    final Ear ear = new Ear();
    final Media media = new Media(
            new MediaConfig(PortRange.parse("20000-20009"), "127.0.0.1", Security.OPTIONAL, Duration.ofSeconds(30)),
            wire,
            time,
            new Random(1),
            new MediaNumbers());

    MediaSession answer(String offer) {
        return media.answer(time.loop(), offer, ear).orElseThrow();
    }
}
