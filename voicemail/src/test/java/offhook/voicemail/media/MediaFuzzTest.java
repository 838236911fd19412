package offhook.voicemail.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import offhook.runtime.testing.ManualTime;
import offhook.sip.message.SipFailure;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.rtp.PortRange;
import offhook.voicemail.sdp.Security;
import offhook.voicemail.testing.Ear;
import offhook.voicemail.testing.RtpPhone;
import offhook.voicemail.testing.Sound;
import offhook.voicemail.testing.Wire;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a caller sends as description or as packets, there is an answer or a refusal, and the call goes on. Plays a few
 * seeds; with JAZZER_FUZZ=1 (and {@code mvn -Plong}) it looks for more.
 */
class MediaFuzzTest {

    private static final int LARGE = 20_000;

    /** What a call happens in: for each input a new one, since a fuzzer tries all of them on the same object of this class. */
    private static final class World {

        private final ManualTime time = new ManualTime();
        private final Wire wire = new Wire();
        private final Ear ear = new Ear();
        private final Media media = new Media(
                new MediaConfig(PortRange.parse("20000-20009"), "127.0.0.1", Security.OPTIONAL, Duration.ofSeconds(30)),
                wire,
                time,
                new Random(1),
                new MediaNumbers());

        MediaSession answer(String offer) {
            return media.answer(time.loop(), offer, ear).orElseThrow();
        }
    }

    static Stream<Arguments> descriptions() {
        var head = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";
        var key = "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
        return Stream.of(
                        head + "m=audio 4000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:40\r\n",
                        head + "m=audio 4000/2 RTP/SAVP 9\r\na=crypto:1 AES_CM_128_HMAC_SHA1_32 " + key + "|2^20\r\n",
                        head + "m=video 0 RTP/AVPF 96\r\nm=audio 4000 RTP/AVPF 111\r\na=rtpmap:111 opus/48000/2\r\n",
                        head + "m=audio 4000 RTP/AVP 8\r\na=rtcp:4005 IN IP6 ::1\r\na=rtcp-mux\r\na=sendonly\r\n",
                        head + "a=inactive\r\nm=audio 4000 RTP/AVP 97\r\nc=IN IP4 0.0.0.0\r\na=rtpmap:97 PCMA/8000\r\n",
                        "v=0")
                .map(text -> Arguments.of((Object) text.getBytes(UTF_8)));
    }

    @MethodSource("descriptions")
    @FuzzTest(maxDuration = "1m")
    void anyDescriptionIsAnsweredOrRefused(byte[] bytes) {
        if (bytes.length > LARGE) {
            return;
        }
        var text = new String(bytes, UTF_8);
        var world = new World();
        var phone = new RtpPhone(world.wire, 4000, Encoding.PCMU);
        try (var session = world.answer(phone.offer())) {
            assertAnsweredOrRefused(
                    () -> world.media.answer(world.time.loop(), text, world.ear).ifPresent(MediaSession::close));
            assertAnsweredOrRefused(() -> session.reoffered(text));
            world.time.pass(Duration.ofMillis(100));
            assertThat(session.description()).startsWith("v=0\r\n").doesNotContain("\r\n\r\n");
        }
    }

    private static void assertAnsweredOrRefused(Runnable negotiation) {
        try {
            negotiation.run();
        } catch (SipFailure refused) {
            assertThat(refused.status()).isIn(400, 503);
        }
    }

    static Stream<Arguments> packets() {
        var phone = new RtpPhone(new Wire(), 4000, Encoding.OPUS);
        var speech = phone.packet(Sound.tone(16_000, 400, 20));
        var event = new byte[] {16, (byte) 0x80, 101, 0, 1, 0, 0, 0, 1, 0, 0, 0, 7, 5, (byte) 0x8A, 3, (byte) 0xC0};
        var bye = new byte[] {16, (byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 7, (byte) 0x81, (byte) 203, 0, 1, 0, 0, 0, 7};
        var framed = new byte[speech.length + 1];
        framed[0] = (byte) speech.length;
        System.arraycopy(speech, 0, framed, 1, speech.length);
        return Stream.of(framed, event, bye, new byte[100]).map(bytes -> Arguments.of((Object) bytes));
    }

    /** Each packet has its length before it, and 20 ms pass after it. */
    @MethodSource("packets")
    @FuzzTest(maxDuration = "2m")
    void anyPacketsAreHeardOrRefused(byte[] bytes) {
        if (bytes.length > LARGE) {
            return;
        }
        var encoding = bytes.length % 2 == 0 ? Encoding.G722 : Encoding.OPUS;
        var world = new World();
        var phone = new RtpPhone(world.wire, 4000, encoding);
        try (var session = world.answer(phone.offer("a=rtcp-mux"))) {
            phone.learn(session.description());
            int beats = 0;
            for (int at = 0; at < bytes.length && beats < 500; beats++) {
                int length = Math.min(bytes[at] & 0xFF, bytes.length - at - 1);
                phone.send(Arrays.copyOfRange(bytes, at + 1, at + 1 + length));
                at += 1 + length;
                world.time.pass(Duration.ofMillis(20));
            }
            assertThat(world.ear.frames()).isLessThanOrEqualTo(beats + 1);
            assertThat(world.ear.pcm().length).isEqualTo(world.ear.frames() * session.rate() / 50);
        }
    }
}
