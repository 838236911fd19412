package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderNameTest {

    /** RFC 3261 §20, table 3, and the compact forms of later RFCs. */
    @ParameterizedTest
    @CsvSource({
        "v, Via",
        "f, From",
        "t, To",
        "i, Call-ID",
        "l, Content-Length",
        "c, Content-Type",
        "m, Contact",
        "e, Content-Encoding",
        "k, Supported",
        "s, Subject",
        "o, Event",
        "u, Allow-Events",
        "r, Refer-To",
        "b, Referred-By",
        "x, Session-Expires"
    })
    void aCompactFormIsTheSameName(String compact, String name) {
        assertThat(HeaderName.of(compact)).isSameAs(HeaderName.of(name));
        assertThat(HeaderName.of(compact.toUpperCase(java.util.Locale.ROOT))).isSameAs(HeaderName.of(name));
        assertThat(HeaderName.of(compact)).hasToString(name);
    }

    @Test
    void caseDoesNotMatter() {
        assertThat(HeaderName.of("mAx-fOrWaRdS")).isSameAs(HeaderName.MAX_FORWARDS);
        assertThat(HeaderName.of("X-Mine"))
                .isEqualTo(HeaderName.of("x-mine"))
                .hasSameHashCodeAs(HeaderName.of("x-MINE"));
        assertThat(HeaderName.of("X-Mine")).hasToString("X-Mine").isNotEqualTo(HeaderName.of("X-Yours"));
    }

    @Test
    void aLetterThatIsNoCompactFormIsANameOfItsOwn() {
        assertThat(HeaderName.of("z")).hasToString("z");
    }

    @Test
    void onlyATokenIsAName() {
        assertThatThrownBy(() -> HeaderName.of("X Mine")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderName.of("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderName.of("X:\r\nEvil")).isInstanceOf(IllegalArgumentException.class);
    }
}
