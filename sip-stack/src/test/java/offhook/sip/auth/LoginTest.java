package offhook.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import offhook.sip.message.HeaderName;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import org.junit.jupiter.api.Test;

class LoginTest {

    private static final SipRequest REQUEST = (SipRequest) MessageReader.parse(
            """
            SUBSCRIBE sip:201@pbx.example SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
            From: <sip:romeo@capulet.example>;tag=r
            To: <sip:201@pbx.example>
            Call-ID: lamp
            CSeq: 1 SUBSCRIBE

            """
                    .replace("\n", "\r\n"));

    /** RFC 7616 §3.9.1: the same request, with both algorithms. */
    @Test
    void theExamplesOfTheSpecification() {
        var nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
        var cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        for (var example : List.of(
                List.of("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
                List.of("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"))) {
            var challenge = Challenge.parse("Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
                            + example.get(0) + ", nonce=\"" + nonce
                            + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
                    .orElseThrow();
            assertThat(challenge.answer("Mufasa", "Circle of Life", "GET", "/dir/index.html", new byte[0], 1, cnonce))
                    .contains("response=\"" + example.get(1) + '"')
                    .contains("nc=00000001")
                    .contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
        }
    }

    /** FIPS 180-4, of nothing and of "abc"; RFC 8760 §2.2: 64 digits. */
    @Test
    void thirdOfTheAlgorithms() {
        assertThat(DigestAlgorithm.SHA_512_256.hash(""))
                .isEqualTo("c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a");
        assertThat(DigestAlgorithm.SHA_512_256.hash("abc"))
                .isEqualTo("53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23");
    }

    /** RFC 8760 §2.4: "it SHOULD use the topmost header field that it supports". */
    @Test
    void theTopmostChallengeIsAnswered() {
        var login = new Login("romeo", "secret");
        for (var order : List.of(
                List.of("SHA-512-256", "SHA-256", "MD5"), List.of("SHA-256", "MD5"), List.of("MD5", "SHA-512-256"))) {
            var request = REQUEST.copy();
            var values = new ArrayList<>(List.of("Digest realm=\"r\",nonce=\"n\",qop=\"auth\",algorithm=SHA3-512"));
            order.forEach(name -> values.add("Digest realm=\"r\",nonce=\"n\",qop=\"auth\",algorithm=" + name));
            assertThat(login.answer(request, challenge(401, values.toArray(new String[0]))))
                    .isTrue();
            assertThat(request.value(HeaderName.AUTHORIZATION).orElseThrow())
                    .contains(",algorithm=" + order.get(0) + ",");
        }
    }

    private static SipResponse challenge(int status, String... values) {
        var response = SipResponse.to(REQUEST, status);
        var header = status == 401 ? HeaderName.WWW_AUTHENTICATE : HeaderName.PROXY_AUTHENTICATE;
        for (var value : values) {
            response.append(header, value);
        }
        return response;
    }

    /** RFC 2617 §3.2.2.1: a server that knows no qop gets neither nc nor cnonce. */
    @Test
    void anOldChallengeGetsAnOldAnswer() {
        var request = REQUEST.copy();
        assertThat(new Login("a\"b", "c").answer(request, challenge(407, "Digest realm=\"r\",nonce=\"n\"")))
                .isTrue();
        assertThat(request.value(HeaderName.PROXY_AUTHORIZATION).orElseThrow())
                .startsWith(
                        "Digest username=\"a\\\"b\",realm=\"r\",nonce=\"n\",uri=\"sip:201@pbx.example\",response=\"")
                .doesNotContain("nc=", "cnonce", "qop", "algorithm");
    }

    @Test
    void whatCannotBeAnsweredIsNot() {
        var login = new Login("a", "b");
        for (var value : List.of(
                "Basic realm=\"r\"",
                "Digest realm=\"r\"",
                "Digest realm=\"r\",nonce=\"n\",algorithm=MD5-sess",
                "Digest realm=\"r\",nonce=\"n\",qop=\"auth-conf\"",
                "Digest realm=\"r\",nonce=\"n")) {
            assertThat(login.answer(REQUEST.copy(), challenge(401, value)))
                    .as(value)
                    .isFalse();
        }
    }

    /** RFC 7616 §3.4.3, RFC 8760 §2.6 item 7: only where nothing else is offered; a request without a body has an empty one. */
    @Test
    void aChallengeThatProtectsTheBody() {
        var empty = REQUEST.copy();
        var full = REQUEST.copy();
        full.setBody("text/plain", "Good night".getBytes(StandardCharsets.UTF_8));
        for (var request : List.of(empty, full)) {
            var login = new Login("romeo", "secret");
            assertThat(login.answer(
                            request,
                            challenge(401, "Digest realm=\"r\",nonce=\"n\",qop=\"auth-int\",algorithm=SHA-256")))
                    .isTrue();
            var given = DigestResponse.parse(
                            request.value(HeaderName.AUTHORIZATION).orElseThrow())
                    .orElseThrow();
            var ha1 = DigestAlgorithm.SHA_256.hash("romeo:r:secret");
            assertThat(given.qop()).isEqualTo("auth-int");
            assertThat(given.fits(DigestAlgorithm.SHA_256, ha1, request)).isTrue();
            request.setBody("text/plain", "Good morning".getBytes(StandardCharsets.UTF_8));
            assertThat(given.fits(DigestAlgorithm.SHA_256, ha1, request)).isFalse();
        }
        var both = REQUEST.copy();
        new Login("romeo", "secret")
                .answer(both, challenge(401, "Digest realm=\"r\",nonce=\"n\",qop=\"auth-int, auth\""));
        assertThat(both.value(HeaderName.AUTHORIZATION).orElseThrow()).contains("qop=auth,");
    }

    @Test
    void theNonceIsUsedAgainAndCounted() {
        var login = new Login("a", "b");
        var first = REQUEST.copy();
        login.anticipate(first);
        assertThat(first.has(HeaderName.AUTHORIZATION)).isFalse();
        login.answer(first, challenge(401, "Digest realm=\"r\",nonce=\"n\",qop=\"auth\""));
        var second = REQUEST.copy();
        login.anticipate(second);
        assertThat(first.value(HeaderName.AUTHORIZATION).orElseThrow()).contains("nc=00000001");
        assertThat(second.value(HeaderName.AUTHORIZATION).orElseThrow()).contains("nc=00000002");
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(new Login("romeo", "secret")).hasToString("romeo");
    }
}
