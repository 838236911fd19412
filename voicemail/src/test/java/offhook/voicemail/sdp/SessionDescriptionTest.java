package offhook.voicemail.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDescriptionTest {

    @Test
    void readsWhatMattersOfAnExample() {
        // RFC 8866 §5.
        var session = SessionDescription.parse(
                """
                v=0
                o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
                s=Call to John Smith
                i=SDP Offer #1
                u=http://www.jdoe.example.com/home.html
                e=Jane Doe <jane@jdoe.example.com>
                p=+1 617 555-6011
                c=IN IP4 198.51.100.1
                t=0 0
                m=audio 49170 RTP/AVP 0
                m=audio 49180 RTP/AVP 0
                m=video 51372 RTP/AVP 99
                c=IN IP6 2001:db8::2
                a=rtpmap:99 h263-1998/90000
                """);
        assertThat(session.media()).extracting(MediaDescription::port).containsExactly(49_170, 49_180, 51_372);
        assertThat(session.connection(session.media().get(0))).contains("IN IP4 198.51.100.1");
        assertThat(session.connection(session.media().get(2))).contains("IN IP6 2001:db8::2");
        assertThat(session.media().get(2).attributes().first("rtpmap")).contains("99 h263-1998/90000");
        assertThat(session.media().get(0).attributes().first("rtpmap")).isEmpty();
    }

    /** Careless, but clear. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=0\nm=audio 4000 RTP/AVP 0",
                "v=0\r\nm=audio 4000/1 RTP/AVP 0 \r\n\r\n",
                "v=0\rm=audio  4000  RTP/AVP  0\r",
                "v=0\r\nt=now\r\nx=unknown\r\nm=audio 4000 RTP/AVP 0\r\na=\r\n"
            })
    void carelessPhonesAreUnderstood(String text) {
        assertThat(OfferAnswer.suits(text, Security.OPTIONAL)).isTrue();
        assertThat(SessionDescription.parse(text).timing()).isEqualTo("0 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "v=1\r\n",
                "v=0\r\nno line",
                "v=0\r\nm=audio",
                "v=0\r\nm=audio 4000 RTP/AVP",
                "v=0\r\nm=audio x RTP/AVP 0",
                "v=0\r\nm=audio 70000 RTP/AVP 0",
                "v=0\r\nm=audio -1 RTP/AVP 0"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> SessionDescription.parse(text)).isInstanceOf(MalformedDescription.class);
    }

    @Test
    void sizesAreBounded() {
        var stream = "m=audio 4000 RTP/AVP 0\r\n";
        for (var text : List.of(
                "v=0\r\na=" + "x".repeat(40_000),
                "v=0\r\n" + "a=x\r\n".repeat(1001),
                "v=0\r\n" + stream.repeat(33),
                "v=0\r\nm=audio 4000 RTP/AVP" + " 0".repeat(200))) {
            assertThatThrownBy(() -> SessionDescription.parse(text)).isInstanceOf(MalformedDescription.class);
        }
        assertThat(SessionDescription.parse("v=0\r\n" + stream.repeat(32)).media())
                .hasSize(32);
    }

    @Provide
    Arbitrary<String> lines() {
        var line = Arbitraries.of(
                "m=audio 4000 RTP/AVP 0 8 101",
                "m=audio 0 RTP/AVP 9",
                "m=audio 4000 RTP/SAVP 0",
                "m=",
                "c=IN IP4 192.0.2.1",
                "c=IN IP4",
                "c=",
                "a=rtpmap:101 telephone-event/8000",
                "a=rtpmap:101",
                "a=rtpmap:999 opus/99999999999/2",
                "a=rtcp:99999",
                "a=rtcp:1 IN IP6 ::1%lo",
                "a=ptime:",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:====",
                "a=crypto:99999999999 AES_CM_128_HMAC_SHA1_80 inline:AAAA",
                "t=9 9 9",
                "a=inactive");
        var noise = Arbitraries.strings().ofMaxLength(30);
        return Arbitraries.oneOf(line, noise).list().ofMaxSize(20).map(all -> "v=0\r\n" + String.join("\r\n", all));
    }

    /** An answer that others can read, or none, or a refusal: never anything else. */
    @Property
    void anyTextIsAnsweredOrRefused(@ForAll("lines") String text) {
        var ours =
                new OfferAnswer(remote -> InetAddress.getLoopbackAddress(), 20_000, Security.OPTIONAL, new Random(1));
        try {
            if (ours.answer(text).isPresent()) {
                var answer = SessionDescription.parse(ours.description());
                assertThat(answer.media())
                        .hasSameSizeAs(SessionDescription.parse(text).media());
            }
        } catch (MalformedDescription refused) {
            assertThat(refused).hasMessageNotContaining("\n");
        }
    }
}
