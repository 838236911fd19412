package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipMessageTest {

    private static final String TEXT =
            """
            INVITE sip:juliet@capulet.example SIP/2.0\r
            v: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1 ,\r
              SIP/2.0/TCP proxy;branch=z9hG4bK0\r
            Via: SIP/2.0/UDP far;branch=z9hG4bKf\r
            Max-Forwards: 70\r
            f: "Romeo, M." <sip:romeo@montague.example>;tag=r\r
            To: <sip:juliet@capulet.example>\r
            Call-ID: balcony@verona\r
            CSeq: 7 INVITE\r
            Route: <sip:a;lr>,<sip:b;lr>\r
            contact:   <sip:romeo@10.0.0.1>\r
            X-Odd:  ;;,,;;  \r
            Content-Type: text/plain\r
            l: 5\r
            \r
            hello""";

    private final SipRequest request = (SipRequest) MessageReader.parse(TEXT);

    @Test
    void whatNobodyTouchesIsWrittenAsItCame() {
        assertThat(request).hasToString(TEXT);
        assertThat(request.copy()).hasToString(TEXT);
    }

    @Test
    void valuesAreReadWhenAskedFor() {
        assertThat(request.is(Method.INVITE)).isTrue();
        assertThat(request.uri().user()).isEqualTo("juliet");
        assertThat(request.topVia()).hasToString("SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1");
        assertThat(request.callId()).isEqualTo("balcony@verona");
        assertThat(request.cseq()).isEqualTo(new CSeq(7, Method.INVITE));
        assertThat(request.from().displayName()).isEqualTo("Romeo, M.");
        assertThat(request.isInDialog()).isFalse();
        assertThat(request.maxForwards()).hasValue(70);
        assertThat(request.values(HeaderName.VIA))
                .containsExactly(
                        "SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1",
                        "SIP/2.0/TCP proxy;branch=z9hG4bK0",
                        "SIP/2.0/UDP far;branch=z9hG4bKf");
        assertThat(request.addresses(HeaderName.ROUTE))
                .map(route -> route.uri().host())
                .containsExactly("a", "b");
        assertThat(request.value(HeaderName.of("x-odd"))).contains(";;,,;;");
        assertThat(request.values(HeaderName.EXPIRES)).isEmpty();
        assertThat(request.number(HeaderName.EXPIRES, 10)).isEmpty();
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
    }

    /** The examples of RFC 3261 §20.33, and the number of RFC 4475 §3.1.2.5. */
    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "18000;duration=3600, 18000",
        "120 (I'm in a meeting), 120",
        "999999999, 999999999",
        "1000000000, ",
        "949302838503028349304023988, ",
        "soon, ",
        "-1, "
    })
    void secondsAreANumberOrNone(String written, Long seconds) {
        request.set(HeaderName.RETRY_AFTER, written);
        assertThat(request.seconds(HeaderName.RETRY_AFTER))
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @Test
    void aProxyPushesAndPops() {
        var copy = request.copy();
        copy.push(HeaderName.VIA, "SIP/2.0/UDP us;branch=z9hG4bKus");
        copy.pop(HeaderName.ROUTE);
        copy.push(HeaderName.RECORD_ROUTE, "<sip:us;lr>");
        copy.set(HeaderName.MAX_FORWARDS, "69");
        copy.setUri(Uri.parse("sip:juliet@10.0.0.9"));
        assertThat(copy.toString())
                .startsWith("INVITE sip:juliet@10.0.0.9 SIP/2.0\r\nRecord-Route: <sip:us;lr>\r\nVia: SIP/2.0/UDP us;")
                .contains("\r\nRoute: <sip:b;lr>\r\n")
                .contains("\r\nMax-Forwards: 69\r\n");
        assertThat(copy.topVia().host()).isEqualTo("us");
        copy.pop(HeaderName.ROUTE);
        assertThat(copy.has(HeaderName.ROUTE)).isFalse();
        copy.pop(HeaderName.ROUTE);
        assertThat(request).hasToString(TEXT);
    }

    @Test
    void viasArePoppedOneByOne() {
        request.pop(HeaderName.VIA);
        assertThat(request.topVia().host()).isEqualTo("proxy");
        request.setTopVia(request.topVia().withParam("received", "192.0.2.5"));
        assertThat(request.values(HeaderName.VIA))
                .containsExactly(
                        "SIP/2.0/TCP proxy;branch=z9hG4bK0;received=192.0.2.5", "SIP/2.0/UDP far;branch=z9hG4bKf");
        request.pop(HeaderName.VIA);
        request.pop(HeaderName.VIA);
        assertThatThrownBy(request::topVia).isInstanceOf(SipFailure.class);
    }

    @Test
    void headersAreSetAppendedAndRemoved() {
        request.append(HeaderName.ROUTE, "<sip:c;lr>");
        request.append(HeaderName.REASON, "SIP;cause=200");
        assertThat(request.values(HeaderName.ROUTE)).containsExactly("<sip:a;lr>", "<sip:b;lr>", "<sip:c;lr>");
        request.set(HeaderName.ROUTE, "<sip:d;lr>");
        assertThat(request.values(HeaderName.ROUTE)).containsExactly("<sip:d;lr>");
        request.set(HeaderName.EXPIRES, "60");
        assertThat(request.number(HeaderName.EXPIRES, 3600)).hasValue(60);
        assertThatThrownBy(() -> request.number(HeaderName.EXPIRES, 59)).isEqualTo(new SipFailure(400, "Bad Expires"));
        request.remove(HeaderName.VIA);
        assertThat(request.has(HeaderName.VIA)).isFalse();
        assertThat(request.address(HeaderName.CONTACT))
                .hasValueSatisfying(contact -> assertThat(contact).hasToString("<sip:romeo@10.0.0.1>"));
    }

    @Test
    void aLineBreakCannotBeWritten() {
        assertThatThrownBy(() -> request.set(HeaderName.SUBJECT, "x\r\nEvil: yes"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.append(HeaderName.SUBJECT, "x\ny"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBodyIsExchanged() {
        request.setBody("application/sdp", "v=0\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(request.toString())
                .contains("Content-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n")
                .doesNotContain("hello");
    }

    @Test
    void aMissingContentLengthIsAdded() {
        request.remove(HeaderName.CONTENT_LENGTH);
        assertThat(request.toString()).endsWith("Content-Length: 5\r\n\r\nhello");
    }

    @Test
    void seldomHeadersAreParsedByJainSip() {
        request.append(
                HeaderName.AUTHORIZATION,
                "Digest username=\"romeo\", realm=\"verona\", nonce=\"84a4\", uri=\"sip:v\", response=\"7587\", nc=00000001");
        var authorization = request.headers(HeaderName.AUTHORIZATION, AuthorizationHeader.class)
                .get(0);
        assertThat(authorization.getUsername()).isEqualTo("romeo");
        assertThat(authorization.getRealm()).isEqualTo("verona");
        request.append(HeaderName.CONTACT, "\"R, M\" <sip:r@h>;expires=60, <sip:x@y>");
        assertThat(request.headers(HeaderName.CONTACT, ContactHeader.class)).hasSize(3);
        assertThat(request.headers(HeaderName.DATE, ContactHeader.class)).isEmpty();
        assertThatThrownBy(() -> request.headers(HeaderName.CONTACT, FromHeader.class))
                .isInstanceOf(SipFailure.class);
        request.set(HeaderName.CONTACT, "<sip:broken");
        assertThatThrownBy(() -> request.headers(HeaderName.CONTACT, ContactHeader.class))
                .isEqualTo(new SipFailure(400, "Bad Contact"));
    }

    @Test
    void itsLengthIsThatOfItsBytes() {
        assertThat(request.length()).isEqualTo(TEXT.length());
        request.remove(HeaderName.CONTENT_LENGTH);
        request.append(HeaderName.SUBJECT, "é");
        assertThat(request.length()).isEqualTo(request.copy().encode().length);
    }

    @Test
    void aToGetsATagOnce() {
        request.tagTo("one");
        request.tagTo("two");
        assertThat(request.to().tag()).contains("one");
        assertThat(request.isInDialog()).isTrue();
    }
}
