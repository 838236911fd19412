package offhook.voicemail.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.testing.RtpPhone;
import offhook.voicemail.testing.Sound;
import offhook.voicemail.testing.Wire;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a caller sends as packets, it is heard or refused, and the call goes on. Plays a few seeds; with JAZZER_FUZZ=1
 * (and {@code mvn -Plong}) it looks for more.
 */
class PacketFuzzTest {

    private static final int LARGE = 20_000;

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
        var call = new CallInMemory();
        var phone = new RtpPhone(call.wire, 4000, encoding);
        try (var session = call.answer(phone.offer("a=rtcp-mux"))) {
            phone.learn(session.description());
            int beats = 0;
            for (int at = 0; at < bytes.length && beats < 500; beats++) {
                int length = Math.min(bytes[at] & 0xFF, bytes.length - at - 1);
                phone.send(Arrays.copyOfRange(bytes, at + 1, at + 1 + length));
                at += 1 + length;
                call.time.pass(Duration.ofMillis(20));
            }
            assertThat(call.ear.frames()).isLessThanOrEqualTo(beats + 1);
            assertThat(call.ear.pcm().length).isEqualTo(call.ear.frames() * session.rate() / 50);
        }
    }
}
