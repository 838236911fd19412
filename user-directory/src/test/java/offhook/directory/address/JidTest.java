package offhook.directory.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JidTest {

    /** RFC 7622 §3.5, table 1. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "juliet@example.com, juliet, example.com, ``",
                "juliet@example.com/foo, juliet, example.com, foo",
                "juliet@example.com/foo bar, juliet, example.com, foo bar",
                "juliet@example.com/foo@bar, juliet, example.com, foo@bar",
                "foo\\20bar@example.com, foo\\20bar, example.com, ``",
                "fussball@example.com, fussball, example.com, ``",
                "fußball@example.com, fußball, example.com, ``",
                "π@example.com, π, example.com, ``",
                "Σ@example.com/foo, σ, example.com, foo",
                "σ@example.com/foo, σ, example.com, foo",
                "ς@example.com/foo, ς, example.com, foo",
                "king@example.com/♚, king, example.com, ♚",
                "example.com, ``, example.com, ``",
                "example.com/foobar, ``, example.com, foobar",
                "a.example.com/b@example.net, ``, a.example.com, b@example.net",
                // Table 2 has this one, which verified erratum 4560 takes back: OpaqueString allows the space.
                "juliet@example.com/ foo, juliet, example.com, ` foo`"
            })
    void readsTheLegalExamples(String text, String local, String domain, String resource) {
        var jid = Jid.parse(text);
        assertThat(jid.local()).isEqualTo(local);
        assertThat(jid.domain()).isEqualTo(domain);
        assertThat(jid.resource()).isEqualTo(resource);
    }

    /** RFC 7622 §3.5, table 2, and parts that are missing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"juliet\"@example.com",
                "foo bar@example.com",
                "juliet@example.com/",
                "@example.com",
                "@example.com/foo",
                "henryⅣ@example.com",
                "♚@example.com",
                "juliet@",
                "/foobar",
                "",
                "@",
                "/",
                "a@b@example.com",
                "juliet@exa mple.com",
                "juliet@-example.com",
                "juliet@example-.com",
                "juliet@example..com",
                "juliet@example.com/a\nb",
                "juliet@example.com/a\u0000",
                "jul\u007Fiet@example.com",
                "\uD800@example.com",
                "juliet@example.com/\uDC00",
                "juliet@[::1",
                "juliet@[fe80::1%eth0]",
                "juliet@[1.2.3.4",
                "juliet@[1.2.3.4]",
                "juliet@[v1.x]",
                "juliet@::1",
                "juliet@[10:0:0:0:0:0:0:0:1]",
                "juliet@example.com..",
                "juliet@.",
                "co\u00B7lla@example.com",
                "jul＠iet@example.com"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Jid.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "JULIET@CAPULET.EXAMPLE, juliet@capulet.example",
        "juliet@capulet.example., juliet@capulet.example",
        "Jürgen@example.com, jürgen@example.com",
        "ju\u0308rgen@example.com, jürgen@example.com",
        "juliet@BÜCHER.example, juliet@bücher.example",
        "juliet@xn--bcher-kva.example, juliet@bücher.example",
        "juliet@XN--BCHER-KVA.example/Balcony, juliet@bücher.example/Balcony",
        "juliet@xn--fa-hia.example, juliet@faß.example",
        "juliet@FAß.example., juliet@faß.example",
        "ｊｕｌｉｅｔ@example.com, juliet@example.com",
        "juliet@192.0.2.1, juliet@192.0.2.1",
        "juliet@192.0.2.1., juliet@192.0.2.1",
        "juliet@[2001:DB8::1]/x, juliet@[2001:db8::1]/x",
        "juliet@[2001:db8:0:0:0:0:0:1], juliet@[2001:db8::1]",
        "juliet@[2001:0db8::0001:0:0:1], juliet@[2001:db8::1:0:0:1]",
        "juliet@[0:0:0:0:0:0:0:1], juliet@[::1]",
        "juliet@[fe80:0:0:0:0:0:0:0], juliet@[fe80::]",
        "juliet@[1:0:2:0:3:0:4:0], juliet@[1:0:2:0:3:0:4:0]",
    })
    void differentSpellingsOfOneAddressAreEqual(String spelling, String prepared) {
        assertThat(Jid.parse(spelling)).isEqualTo(Jid.parse(prepared)).hasToString(prepared);
    }

    @Test
    void saysWhichPartIsWrong() {
        assertThatThrownBy(() -> Jid.parse("a:b@example.com")).hasMessage("the localpart \"a:b\" holds U+003A");
        assertThatThrownBy(() -> Jid.parse("juliet@ex_ample.com"))
                .hasMessage("the domainpart \"ex_ample.com\" is no domain name");
        assertThatThrownBy(() -> Jid.parse("juliet@example.com/"))
                .hasMessage("\"juliet@example.com/\" has nothing after its /");
        assertThatThrownBy(() -> Jid.parse("juliet@example.com/a\u202Eb"))
                .hasMessage("the resourcepart \"a\\u202eb\" is not allowed");
    }

    /** RFC 7622 §3.1: 1023 bytes for each part, counted in UTF-8. */
    @Test
    void countsBytes() {
        assertThat(Jid.of("a".repeat(1023), "example.com").local()).hasSize(1023);
        assertThat(Jid.of("ü".repeat(511), "example.com").local()).hasSize(511);
        assertThatThrownBy(() -> Jid.of("a".repeat(1024), "example.com"))
                .hasMessage("the localpart is longer than 1023 bytes");
        assertThatThrownBy(() -> Jid.of("ü".repeat(512), "example.com"))
                .hasMessage("the localpart is longer than 1023 bytes");
        assertThatThrownBy(() -> Jid.of("juliet", "example.com").withResource("x".repeat(1024)))
                .hasMessage("the resourcepart is longer than 1023 bytes");
        assertThatThrownBy(() -> Jid.of("a.".repeat(200) + "example")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesItsForms() {
        var full = Jid.parse("juliet@capulet.example/balcony");
        assertThat(full.isBare()).isFalse();
        assertThat(full.bare()).isEqualTo(Jid.of("juliet", "capulet.example"));
        assertThat(full.bare().withResource("chamber")).hasToString("juliet@capulet.example/chamber");
        assertThat(Jid.of("capulet.example")).isEqualTo(Jid.parse("capulet.example"));
        assertThat(full.withResource("")).isEqualTo(full.bare());
    }

    @Property
    void whatIsPreparedStaysAsItIs(@ForAll @StringLength(max = 12) String a, @ForAll @StringLength(max = 12) String b) {
        Jid once;
        try {
            once = new Jid(a, "capulet.example", b);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n", "\r");
            return;
        }
        assertThat(new Jid(once.local(), once.domain(), once.resource())).isEqualTo(once);
        assertThat(Jid.parse(once.toString())).isEqualTo(once);
    }

    @Property
    void anyTextIsAJidOrIsRefusedWithAReason(@ForAll String text) {
        try {
            var jid = Jid.parse(text);
            assertThat(Jid.parse(jid.toString())).isEqualTo(jid);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** RFC 5892 appendix A: the characters that are allowed in some places only, at every edge. */
    @Property
    void charactersWithRulesOfTheirOwnAreAllowedOrRefused(
            @ForAll
                    @Chars({
                        '\u200C', '\u200D', '\u00B7', '\u0375', '\u05F3', '\u05F4', '\u30FB', '\u0660', '\u06F0', 'l',
                                '\u03B1',
                        '\u05D0', '\u30A2', '\u0628', '\u094D', '\u0301', '\uD83D', '\uDE00', '\u2126', '\uFB01',
                                '\u0130', '@'
                    })
                    @StringLength(min = 1, max = 6)
                    String text) {
        whatIsPreparedStaysAsItIs(text, text);
        anyDomainHasOneFormOrIsRefused(text);
    }

    @Property
    void anyDomainHasOneFormOrIsRefused(@ForAll @StringLength(max = 20) String domain) {
        try {
            var jid = Jid.of(domain);
            assertThat(Jid.of(jid.domain())).isEqualTo(jid);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("the domainpart");
        }
    }

    @Example
    void aHostileLocalpartIsRefusedAtOnce() {
        assertThatThrownBy(() -> Jid.parse("\u0915\u093C".repeat(100_000) + "@example.com"))
                .hasMessage("the localpart is longer than 1023 bytes");
    }
}
