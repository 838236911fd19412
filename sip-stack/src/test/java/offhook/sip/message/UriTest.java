package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriTest {

    @Test
    void aSipUriIsTakenApart() {
        var uri = Uri.parse("SIPS:alice:secret@Gateway.Example.com:5061;transport=tcp;LR?subject=a&priority=urgent");
        assertThat(uri.scheme()).isEqualTo("sips");
        assertThat(uri.user()).isEqualTo("alice:secret");
        assertThat(uri.host()).isEqualTo("gateway.example.com");
        assertThat(uri.port()).isEqualTo(5061);
        assertThat(uri.param("Transport")).contains("tcp");
        assertThat(uri.param("lr")).contains("");
        assertThat(uri.param("maddr")).isEmpty();
        assertThat(uri.headers()).isEqualTo("subject=a&priority=urgent");
        assertThat(uri.withoutHeaders()).hasToString("sips:alice:secret@gateway.example.com:5061;transport=tcp;LR");
    }

    @ParameterizedTest
    @CsvSource({
        "sip:example.com, '', example.com, 0",
        "sip:[2001:db8::10:5070], '', [2001:db8::10:5070], 0",
        "sip:[2001:db8::10]:5070, '', [2001:db8::10], 5070",
        "sip:user;par=u%40example.net@example.com, user;par=u%40example.net, example.com, 0",
        "sip:a?b/c@10.0.0.1, a?b/c, 10.0.0.1, 0",
        "sip:*97#@my_pbx, *97#, my_pbx, 0",
    })
    void userAndHostAreFoundWhateverTheyHold(String text, String user, String host, int port) {
        var uri = Uri.parse(text);
        assertThat(uri.user()).isEqualTo(user);
        assertThat(uri.host()).isEqualTo(host);
        assertThat(uri.port()).isEqualTo(port);
        assertThat(uri).hasToString(text);
    }

    @Test
    void anotherSchemeIsOpaque() {
        var tel = Uri.parse("tel:+1-201-555-0123;phone-context=example.com");
        assertThat(tel.isSip()).isFalse();
        assertThat(tel.opaque()).isEqualTo("+1-201-555-0123;phone-context=example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip",
                "sip:",
                ":x",
                "sip:@host",
                "sip:a@",
                "sip:a@b@c",
                "sip:2001:db8::10",
                "sip:[2001:db8::10",
                "sip:[]",
                "sip:[xyz::1]",
                "sip:host:",
                "sip:host:65536",
                "sip:host:5x",
                "<sip:host>",
                "sip:ho st",
                "sip:host>;x",
                "1sip:host",
                "sip:host/path",
                "sip:a\"b@host",
                "sip:host\r\nEvil: yes"
            })
    void whatIsNoUriIsRefused(String text) {
        assertThatThrownBy(() -> Uri.parse(text)).isEqualTo(new SipFailure(400, "Bad URI"));
    }

    /** The examples of RFC 3261 §19.1.4. */
    @ParameterizedTest
    @CsvSource({
        "sip:%61lice@atlanta.com;transport=TCP, sip:alice@AtLanTa.CoM;Transport=tcp",
        "sip:carol@chicago.com, sip:carol@chicago.com;newparam=5",
        "sip:carol@chicago.com, sip:carol@chicago.com;security=on",
        "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com, "
                + "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
        "sip:alice@atlanta.com?subject=project%20x&priority=urgent, "
                + "sip:alice@atlanta.com?priority=urgent&subject=project%20x",
        "tel:+15550123, tel:+15550123",
    })
    void theseAreEquivalent(String a, String b) {
        assertThat(Uri.parse(a).isEquivalent(Uri.parse(b))).isTrue();
        assertThat(Uri.parse(b).isEquivalent(Uri.parse(a))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "SIP:ALICE@AtLanTa.CoM;Transport=udp, sip:alice@AtLanTa.CoM;Transport=UDP",
        "sip:bob@biloxi.com, sip:bob@biloxi.com:5060",
        "sip:bob@biloxi.com;user=phone, sip:bob@biloxi.com",
        "sip:bob@biloxi.com, sip:bob@biloxi.com;maddr=10.0.0.1",
        "sip:bob@biloxi.com:5060, sip:bob@biloxi.com:6000",
        "sip:carol@chicago.com;security=on, sip:carol@chicago.com;security=off",
        "sip:carol@chicago.com, sip:carol@chicago.com?Subject=next%20meeting",
        "sip:bob@phone21.boxesbybob.com, sip:bob@192.0.2.4",
        "sip:a%3Bb@h, sip:a;b@h",
        "sip:example.com, sips:example.com",
        "sip:bob@biloxi.com, sip:biloxi.com",
        "tel:+15550123, tel:+15550124",
    })
    void theseAreNot(String a, String b) {
        assertThat(Uri.parse(a).isEquivalent(Uri.parse(b))).isFalse();
        assertThat(Uri.parse(b).isEquivalent(Uri.parse(a))).isFalse();
    }

    @Test
    void partsAreExchanged() {
        var uri = Uri.parse("sip:bob@10.0.0.1:5060;ob;x=1");
        assertThat(uri.withHostPort("192.0.2.7", 40000)).hasToString("sip:bob@192.0.2.7:40000;ob;x=1");
        assertThat(uri.withParams(uri.params().without("ob").with("transport", "tcp")))
                .hasToString("sip:bob@10.0.0.1:5060;x=1;transport=tcp");
        assertThat(Uri.sip("", "[::1]", 0)).hasToString("sip:[::1]");
        assertThatThrownBy(() -> Uri.parse("tel:1").withHostPort("h", 1)).isInstanceOf(IllegalStateException.class);
    }
}
