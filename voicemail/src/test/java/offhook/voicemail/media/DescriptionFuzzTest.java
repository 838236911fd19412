package offhook.voicemail.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.stream.Stream;
import offhook.sip.message.SipFailure;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.testing.RtpPhone;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a caller sends as description, there is an answer or a refusal, and the call goes on. Plays a few seeds; with
 * JAZZER_FUZZ=1 (and {@code mvn -Plong}) it looks for more.
 */
class DescriptionFuzzTest {

    private static final int LARGE = 20_000;

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
        var call = new CallInMemory();
        var phone = new RtpPhone(call.wire, 4000, Encoding.PCMU);
        try (var session = call.answer(phone.offer())) {
            assertAnsweredOrRefused(
                    () -> call.media.answer(call.time.loop(), text, call.ear).ifPresent(MediaSession::close));
            assertAnsweredOrRefused(() -> session.reoffered(text));
            call.time.pass(Duration.ofMillis(100));
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
}
