package offhook.directory.address;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressMappingTest {

    /** The examples of RFC 7247 §6.4 and §6.5. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "sip:f%C3%BC@sip.example, fü@sip.example",
                "sip:o'malley@sip.example, o\\27malley@sip.example",
                "sip:foo@sip.example;gr=bar, foo@sip.example/bar",
                "sip:m&m@xmpp.example, m\\26m@xmpp.example",
                "sip:tsch%C3%BCss@xmpp.example, tschüss@xmpp.example",
                "sip:baz@xmpp.example;gr=qux, baz@xmpp.example/qux"
            })
    void mapsTheExamplesBothWays(String sip, String xmpp) {
        assertThat(AddressMapping.toJid(SipUri.parse(sip))).contains(Jid.parse(xmpp));
        assertThat(AddressMapping.toSip(Jid.parse(xmpp))).map(SipUri::toString).contains(sip);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "sip:a/b@sip.example, a\\2fb@sip.example",
                "sip:a%23b%25@sip.example, a#b%@sip.example",
                "sip:%5Bx%5C%5D%5E%60%7B%7C%7D@sip.example, [x\\]^`{|}@sip.example",
                "sip:a%5C27b@sip.example, a\\5c27b@sip.example",
                "sip:a%5C5c26@sip.example, a\\5c5c26@sip.example",
                "sip:a%5C5cb@sip.example, a\\5cb@sip.example",
                "sip:x@xn--bcher-kva.example, x@bücher.example",
                "sip:x@[2001:db8::1], x@[2001:db8::1]",
                "sip:x@sip.example;gr=b%C3%BCro%20eins, x@sip.example/büro eins"
            })
    void escapesByTheRulesOfTheOtherSide(String sip, String xmpp) {
        mapsTheExamplesBothWays(sip, xmpp);
    }

    @Test
    void leavesPortSchemeAndOtherParametersBehind() {
        assertThat(AddressMapping.toJid(SipUri.parse("sips:Foo@sip.example:5061;transport=tcp")))
                .contains(Jid.parse("foo@sip.example"));
    }

    /** RFC 7247 §6.3: a temporary GRUU must not become a resource. */
    @Test
    void ignoresATemporaryGruu() {
        assertThat(AddressMapping.toJid(SipUri.parse("sip:tgruu.7hs==@sip.example;gr")))
                .contains(Jid.parse("tgruu.7hs==@sip.example"));
    }

    /** JIDs such as a\40b are never minted. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:a%40b@sip.example",
                "sip:a%20b@sip.example",
                "sip:a%3Ab@sip.example",
                "sip:a%3Cb%3E@sip.example",
                "sip:%22a%22@sip.example",
                "sip:sip.example",
                "sip:x@pc_7",
                "tel:+15550123"
            })
    void whatHasNoJidGetsNone(String sip) {
        assertThat(AddressMapping.toJid(SipUri.parse(sip))).isEmpty();
    }

    @Test
    void aDomainAloneHasASipUri() {
        assertThat(AddressMapping.toSip(Jid.of("xmpp.example"))).contains(SipUri.parse("sip:xmpp.example"));
    }

    @Test
    void whatIsTooLongForAUriGetsNone() {
        assertThat(AddressMapping.toSip(Jid.of("a".repeat(1000), "xmpp.example")))
                .isEmpty();
    }

    @Property
    void noTwoSipUsersBecomeOneJid(
            @ForAll @Chars({'\\', '2', '5', '6', '7', 'c', 'f', '&', '\'', '/'}) @StringLength(min = 1, max = 12)
                    String user) {
        var uri = SipUri.of(user, "sip.example");
        var jid = AddressMapping.toJid(uri).orElseThrow();
        assertThat(AddressMapping.toSip(jid)).contains(uri);
    }

    @Property
    void noTwoJidsBecomeOneSipUser(
            @ForAll @Chars({'\\', '2', '5', '6', '7', 'c', 'f', 'x'}) @StringLength(min = 1, max = 12) String local) {
        var jid = Jid.of(local, "xmpp.example");
        var uri = AddressMapping.toSip(jid).orElseThrow();
        assertThat(AddressMapping.toJid(uri)).contains(jid);
    }
}
