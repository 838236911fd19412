package offhook.sip.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What crosses into another world cannot break anything there. */
class TextTest {

    @Property
    void holdsNothingThatXmlMayNotHold(@ForAll String body, @ForAll String subject) {
        var text = new Text(body, subject, "", "");
        assertThat(text.body().codePoints())
                .allMatch(c -> c == '\t' || c == '\n' || (c >= ' ' && !Character.isISOControl(c)))
                .noneMatch(c -> (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF);
        assertThat(text.subject()).doesNotContain("\n", "\r");
    }

    @Test
    void everyEndOfALineIsOne() {
        assertThat(new Text("one\r\ntwo\rthree\nfour\r\n", "", "", "").body()).isEqualTo("one\ntwo\nthree\nfour");
    }
}
