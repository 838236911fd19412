package offhook.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import offhook.sip.message.SipFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3264 §6 and §8, as far as a controller needs them. */
class DescriptionTest {

    private static final String AUDIO =
            """
            v=0
            o=juliet 2890844526 7 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 4000 RTP/AVP 9 0 101
            a=rtpmap:9 G722/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=sendrecv
            """;

    private static final String VIDEO = "m=video 4002 RTP/AVP 96\na=rtpmap:96 H264/90000\n";

    private static Description of(String text) {
        return Description.parse(text);
    }

    private static String lines(Description description) {
        return description.toString().replace("\r\n", "\n");
    }

    @Test
    void whoSaysItIsAllThatChanges() {
        assertThat(lines(of(AUDIO).by(new Origin(5, 2))))
                .isEqualTo(AUDIO.replace("o=juliet 2890844526 7 IN IP4 192.0.2.1", "o=- 5 2 IN IP4 127.0.0.1"));
    }

    @Test
    void anInactiveAnswerKeepsTheMedia() {
        assertThat(lines(of(AUDIO + VIDEO).inactive(new Origin(5, 1))))
                .isEqualTo(
                        """
                        v=0
                        o=- 5 1 IN IP4 127.0.0.1
                        s=-
                        c=IN IP4 0.0.0.0
                        t=0 0
                        m=audio 9 RTP/AVP 9 0 101
                        a=rtpmap:9 G722/8000
                        a=rtpmap:101 telephone-event/8000
                        a=fmtp:101 0-15
                        a=inactive
                        m=video 9 RTP/AVP 96
                        a=rtpmap:96 H264/90000
                        a=inactive
                        """);
    }

    @Test
    void itIsSeenAsHeld() {
        assertThat(MediaFlow.isHeld(of(AUDIO).inactive(new Origin(5, 1)).toString()))
                .contains(true);
    }

    /** Its keys would have to be invented. */
    @ParameterizedTest
    @ValueSource(strings = {"RTP/SAVP", "UDP/TLS/RTP/SAVPF", "TCP/MSRP"})
    void secureMediaWaitRefused(String protocol) {
        var answer = of(AUDIO.replace("RTP/AVP", protocol)).inactive(new Origin(5, 1));
        assertThat(lines(answer)).endsWith("m=audio 0 " + protocol + " 9 0 101\n");
    }

    @Test
    void anAddressOfTheSameFamilyIsNowhere() {
        assertThat(lines(of(AUDIO.replace("c=IN IP4 192.0.2.1", "c=IN IP6 2001:db8::1"))
                        .inactive(new Origin(5, 1))))
                .contains("\nc=IN IP6 ::\n");
    }

    @Test
    void aRefusalAnswersEachMedium() {
        assertThat(lines(of(AUDIO + VIDEO).refused())).endsWith("m=audio 0 RTP/AVP 9 0 101\nm=video 0 RTP/AVP 96\n");
    }

    @Test
    void noMediumIsTakenAway() {
        var stretched = of(AUDIO).stretched(of(AUDIO + VIDEO));
        assertThat(lines(stretched)).isEqualTo(AUDIO + "m=video 0 RTP/AVP 96\n");
        assertThat(of(AUDIO + VIDEO).stretched(of(AUDIO))).isEqualTo(of(AUDIO + VIDEO));
    }

    @Test
    void anAnswerHasAsManyMediaAsItsOffer() {
        assertThat(of(AUDIO + VIDEO).fitted(of(AUDIO))).isEqualTo(of(AUDIO));
        assertThat(of(AUDIO).fitted(of(AUDIO + VIDEO)).media()).hasSize(2);
    }

    @Test
    void theSameIsTheSameWhoeverSaysIt() {
        assertThat(of(AUDIO).isLike(of(AUDIO.replace(" 7 IN", " 8 IN")))).isTrue();
        assertThat(of(AUDIO).isLike(of(AUDIO.replace("sendrecv", "sendonly")))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "v=1\n", "o=- 1 1 IN IP4 x\nv=0", "v=0\nnonsense"})
    void whatIsNoDescriptionIsNotAcceptable(String text) {
        assertThatThrownBy(() -> of(text)).isEqualTo(new SipFailure(488));
    }

    @Test
    void anEndlessOneIsNotAcceptable() {
        assertThatThrownBy(() -> of(AUDIO + VIDEO.repeat(40))).isInstanceOf(SipFailure.class);
        assertThatThrownBy(() -> of(AUDIO + "a=x\n".repeat(2000))).isInstanceOf(SipFailure.class);
    }

    /** Media lines that are cut short pass as they are. */
    @Test
    void strangeMediaDoNoHarm() {
        assertThat(lines(of("v=0\nm=\nm=audio\n").inactive(new Origin(1, 1)))).endsWith("m=\nm=audio\n");
    }
}
