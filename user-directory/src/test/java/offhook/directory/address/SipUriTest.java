package offhook.directory.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "sip:juliet@capulet.example, sip, juliet, capulet.example, 0",
                "SIP:Juliet@CAPULET.example:5070, sip, Juliet, capulet.example, 5070",
                "sips:juliet@capulet.example., sips, juliet, capulet.example, 0",
                "sip:capulet.example, sip, ``, capulet.example, 0",
                "sip:j%C3%BCrgen@capulet.example, sip, jürgen, capulet.example, 0",
                "sip:ju%CC%88rgen@capulet.example, sip, jürgen, capulet.example, 0",
                "sip:juliet:secret@capulet.example, sip, juliet, capulet.example, 0",
                "sip:juliet@192.0.2.7:5060, sip, juliet, 192.0.2.7, 5060",
                "sip:juliet@[2001:DB8::9:1]:6050;transport=tcp, sip, juliet, [2001:db8::9:1], 6050",
                "sip:[::1], sip, ``, [::1], 0",
                "sip:juliet@pc_7, sip, juliet, pc_7, 0",
                "sip:juliet@capulet.example?Subject=x%0d%0aY, sip, juliet, capulet.example, 0",
                // RFC 4475 §3.1.1.1 and §3.1.1.3
                "`sip:sips%3Auser%40example.com@example.net`, sip, sips:user@example.com, example.net, 0",
                "`sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(x)@example.com`, sip, `1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*`, example.com, 0",
                "tel:+1-201-555-0123, tel, +12015550123, ``, 0",
                "tel:7042;phone-context=example.com, tel, 7042, ``, 0",
                "tel:(*97%23), tel, *97#, ``, 0",
                "tel:863-1234-ABCD, tel, 8631234abcd, ``, 0"
            })
    void reads(String text, String scheme, String user, String host, int port) {
        var uri = SipUri.parse(text);
        assertThat(uri.scheme()).isEqualTo(scheme);
        assertThat(uri.user()).isEqualTo(user);
        assertThat(uri.host()).isEqualTo(host);
        assertThat(uri.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "juliet@capulet.example",
                "http://capulet.example",
                "sip:",
                "sip:@capulet.example",
                "sip::secret@capulet.example",
                "sip:juliet@",
                "sip:juliet@a@b",
                "sip:juliet@capulet.example:0",
                "sip:juliet@capulet.example:65536",
                "sip:juliet@capulet.example:",
                "sip:juliet@capulet.example:x",
                "sip:juliet@capulet.example:+5060",
                "sip:juliet@2001:db8::9:1",
                "sip:juliet@[2001:db8::9:1",
                "sip:juliet@[bücher]",
                "sip:juliet@[::1]x",
                "sip:ju%liet@capulet.example",
                "sip:juliet%4@capulet.example",
                "sip:juliet%@capulet.example",
                "sip:j%FCrgen@capulet.example",
                "sip:null-%00-null@capulet.example",
                "sip:a%0D%0Ab@capulet.example",
                "sip:%E2%80%AEteiluj@capulet.example",
                "sip:juliet@capulet.example;a=1;A=2",
                "sip:juliet@capulet.example;=1",
                "sip:juliet@capu let.example",
                "tel:",
                "tel:+",
                "tel:--",
                "tel:+1555abc",
                "tel:romeo",
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> SipUri.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> SipUri.parse("sip:" + "a".repeat(2048) + "@b")).hasMessageContaining("2048");
        assertThatThrownBy(() -> SipUri.parse("sip:" + "a".repeat(513) + "@b")).hasMessageContaining("512");
        var many = new StringBuilder("sip:a@b");
        for (int i = 0; i < 33; i++) {
            many.append(";p").append(i);
        }
        assertThatThrownBy(() -> SipUri.parse(many.toString())).hasMessage("more than 32 parameters");
    }

    @Test
    void decodesParameters() {
        var uri = SipUri.parse("sip:juliet@capulet.example;Transport=TCP;lr;;gr=urn:uuid:f%20g");
        assertThat(uri.parameters())
                .containsExactly(Map.entry("transport", "TCP"), Map.entry("lr", ""), Map.entry("gr", "urn:uuid:f g"));
        assertThat(uri).hasToString("sip:juliet@capulet.example;transport=TCP;lr;gr=urn:uuid:f%20g");
    }

    @Test
    void writesWhatStrangersCannotBreakOutOf() {
        assertThat(SipUri.of("a@b>;x:y \"<%[\\]^`{|}#ü", "capulet.example"))
                .hasToString("sip:a%40b%3E;x%3Ay%20%22%3C%25%5B%5C%5D%5E%60%7B%7C%7D%23%C3%BC@capulet.example");
    }

    @Test
    void knowsItsAddressOfRecord() {
        assertThat(SipUri.parse("sips:juliet@CAPULET.example:5061;transport=tcp")
                        .aor())
                .contains(new Aor("juliet", "capulet.example"));
        assertThat(SipUri.parse("sip:capulet.example").aor()).isEmpty();
        assertThat(SipUri.parse("tel:+15550123").aor()).isEmpty();
        assertThat(Aor.parse("sip:j%C3%BCrgen@capulet.example")).hasToString("sip:j%C3%BCrgen@capulet.example");
        assertThatThrownBy(() -> Aor.parse("tel:+15550123")).hasMessageContaining("no address like");
        assertThatThrownBy(() -> new Aor("", "capulet.example")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll @StringLength(max = 40) String text) {
        for (String scheme : new String[] {"sip:", "sip:a@", "tel:", "sip:a@b;", ""}) {
            try {
                var uri = SipUri.parse(scheme + text);
                assertThat(SipUri.parse(uri.toString())).isEqualTo(uri);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n", "\r");
            }
        }
    }

    @Property
    void whatIsWrittenIsReadAgain(
            @ForAll
                    @Chars({'a', 'Z', '0', '@', ';', '?', ':', '%', '/', '"', '<', '>', ' ', '\\', 'ü', '☎'})
                    @StringLength(max = 20)
                    String user,
            @ForAll("parameters") Map<String, String> parameters) {
        var uri = new SipUri("sip", user, "capulet.example", 5060, parameters);
        assertThat(uri.toString()).matches("[!-~&&[^<>\"]]+");
        assertThat(SipUri.parse(uri.toString())).isEqualTo(uri);
    }

    @Provide
    Arbitrary<Map<String, String>> parameters() {
        var names = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        var values = Arbitraries.strings().withChars("aZ0@;?:%/\"<> =ü☎").ofMaxLength(10);
        return Arbitraries.maps(names, values).ofMaxSize(5);
    }
}
