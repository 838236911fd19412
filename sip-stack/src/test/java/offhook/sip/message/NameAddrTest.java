package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameAddrTest {

    /** RFC 3261 §20.10, §20.20 and RFC 4475 §3.1.1.1. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"A. G. Bell\" <sip:agb@bell-telephone.com> ;tag=a48s', A. G. Bell, sip:agb@bell-telephone.com, a48s",
                "sip:+12125551212@server.phone2net.com;tag=887s, '', sip:+12125551212@server.phone2net.com, 887s",
                "Anonymous <sip:c8oqz84zk7z@privacy.org>;tag=hyh8, Anonymous, sip:c8oqz84zk7z@privacy.org, hyh8",
                "'\"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com> ; tag = 98asjd8', 'J Rosenberg \\\"', "
                        + "sip:jdrosen@example.com, 98asjd8",
                "<sip:a@b;tag=inside>;tag=outside, '', sip:a@b;tag=inside, outside",
                "'\"<sip:not@this;tag=no>\" <sip:a@b>;tag=1', <sip:not@this;tag=no>, sip:a@b, 1",
                "caller<sip:caller@example.com>;tag=323, caller, sip:caller@example.com, 323",
                "Jörg (Büro) <sip:j@b>;tag=1, Jörg (Büro), sip:j@b, 1",
                "< sip:t.watson@example.org >;tag=1, '', sip:t.watson@example.org, 1",
            })
    void anAddressIsTakenApart(String value, String display, String uri, String tag) {
        var address = NameAddr.parse(value);
        assertThat(address.displayName()).isEqualTo(display);
        assertThat(address.uri()).hasToString(uri);
        assertThat(address.tag()).contains(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<>",
                "<sip:a@b",
                "\"x <sip:a@b>",
                "\"x\" y <sip:a@b>",
                "\"x\" sip:a@b",
                "Bell, A <sip:a@b>",
                "<sip:a@b>;",
                "<sip:a@b>;;tag=1",
                "<sip:a@b> x",
                "sip:a@b?x=y",
                "sip:a@b,c",
                "sip:a@b x",
                "<sip:a@b>;=1",
                "<sip:a@b>;tag=",
                "<sip:a@b>;tag=\"x",
                ";tag=1",
                "a\"b\" <sip:a@b>"
            })
    void whatIsNoAddressIsRefused(String value) {
        assertThatThrownBy(() -> NameAddr.parse(value)).isEqualTo(new SipFailure(400, "Bad address"));
    }

    @Test
    void theUriIsLookedIntoWhenAskedFor() {
        var address = NameAddr.parse("<http://[oops>;tag=1");
        assertThat(address.tag()).contains("1");
        assertThat(address.uri().scheme()).isEqualTo("http");
        assertThatThrownBy(() -> NameAddr.parse("<sip:[oops>").uri()).isInstanceOf(SipFailure.class);
    }

    @Test
    void itIsWrittenWithBrackets() {
        assertThat(NameAddr.of(Uri.parse("sip:a@b;lr"))).hasToString("<sip:a@b;lr>");
        assertThat(NameAddr.parse("\"A\"  sip:x".replace("  sip:x", " <sip:x>;q=0.5"))
                        .withParam("expires", "60"))
                .hasToString("\"A\" <sip:x>;q=0.5;expires=60")
                .isEqualTo(NameAddr.parse("\"A\" <sip:x>;q=0.5;expires=60"));
    }
}
