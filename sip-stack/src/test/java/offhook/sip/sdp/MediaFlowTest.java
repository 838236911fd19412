package offhook.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import offhook.sip.message.MessageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaFlowTest {

    private static final String AUDIO = "m=audio 4000 RTP/AVP 0";

    private static String description(String... lines) {
        return "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n" + String.join("\r\n", lines) + "\r\n";
    }

    @ParameterizedTest
    @CsvSource({"sendrecv,false", "recvonly,false", "sendonly,true", "inactive,true"})
    void theDirectionOfTheMedia(String direction, boolean held) {
        assertThat(MediaFlow.isHeld(description("c=IN IP4 192.0.2.1", AUDIO, "a=" + direction)))
                .contains(held);
        assertThat(MediaFlow.isHeld(description("c=IN IP4 192.0.2.1", "a=" + direction, AUDIO)))
                .contains(held);
    }

    @Test
    void withoutADirectionMediaFlow() {
        assertThat(MediaFlow.isHeld(description("c=IN IP4 192.0.2.1", AUDIO))).contains(false);
    }

    @Test
    void theOldWayIsAnAddressThatLeadsNowhere() {
        assertThat(MediaFlow.isHeld(description("c=IN IP4 0.0.0.0", AUDIO))).contains(true);
        assertThat(MediaFlow.isHeld(description("c=IN IP4 192.0.2.1", AUDIO, "c=IN IP4 0.0.0.0")))
                .contains(true);
        assertThat(MediaFlow.isHeld(description("c=IN IP4 0.0.0.0", AUDIO, "c=IN IP4 192.0.2.1")))
                .contains(false);
    }

    @Test
    void theMediaOverridesTheSession() {
        assertThat(MediaFlow.isHeld(description("a=sendonly", AUDIO, "a=sendrecv")))
                .contains(false);
    }

    @Test
    void aStreamThatIsNotWantedDoesNotCount() {
        assertThat(MediaFlow.isHeld(description(AUDIO, "a=sendonly", "m=video 0 RTP/AVP 31", "a=sendrecv")))
                .contains(true);
        assertThat(MediaFlow.isHeld(description(AUDIO, "a=sendonly", "m=video 4002 RTP/AVP 31")))
                .contains(false);
        assertThat(MediaFlow.isHeld(description("m=audio 0 RTP/AVP 0"))).isEmpty();
    }

    @Test
    void onlySessionDescriptionsAreRead() {
        var info = MessageReader.parse(
                """
                INFO sip:juliet@capulet.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
                From: <sip:r@m>;tag=r
                To: <sip:j@c>;tag=j
                Call-ID: 1
                CSeq: 1 INFO
                Content-Type: text/plain
                Content-Length: 4

                a=b
                """
                        .replace("\n", "\r\n"));
        assertThat(MediaFlow.isHeld(info)).isEmpty();
        info.setBody(
                "application/sdp", description(AUDIO, "a=inactive").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(MediaFlow.isHeld(info)).contains(true);
    }
}
