package offhook.directory.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesAndNumbersTest {

    @ParameterizedTest
    @CsvSource({"+1 (555) 555-0123, +15555550123", "+49.30.12345, +493012345", "+15550123, +15550123"})
    void aNumberIsReadAsPeopleWriteIt(String text, String e164) {
        assertThat(PhoneNumber.parse(text)).hasToString(e164);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "+1", "15550123", "+0155", "+1234567890123456", "+1555x", "+١٢٣٤", "++1555"})
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> PhoneNumber.parse(text)).hasMessageContaining("no E.164 number");
    }

    @ParameterizedTest
    @CsvSource({
        "juliet@capulet.example, juliet@capulet.example",
        "Juliet.C+phone@CAPULET.example, Juliet.C+phone@capulet.example",
        "juliet@bücher.example, juliet@xn--bcher-kva.example",
        "root@localhost, root@localhost"
    })
    void aMailAddressIsOneDotAtomAndADomain(String text, String value) {
        assertThat(new MailAddress(text)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "juliet",
                "@capulet.example",
                "juliet@",
                "a@b@c",
                "juliet@capulet.example, romeo@montague.example",
                "juliet @capulet.example",
                "Juliet <juliet@capulet.example>",
                "\"j\"@capulet.example",
                ".j@capulet.example",
                "j..c@capulet.example",
                "juliet@capulet.example\r\nBcc: romeo@montague.example",
                "juliet\n@capulet.example",
                "juliet@[192.0.2.1]",
                "juliet@[::1]",
                "jül@capulet.example",
                "juliet@capulet.example\u0000"
            })
    void whatCouldBreakAHeaderIsNoMailAddress(String text) {
        assertThatThrownBy(() -> new MailAddress(text)).hasMessageContaining("no mail address");
    }

    @Test
    void aMailAddressIsBounded() {
        assertThat(new MailAddress("a".repeat(64) + "@b.example").value()).hasSize(74);
        assertThatThrownBy(() -> new MailAddress("a".repeat(65) + "@b.example"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MailAddress("a.".repeat(100_000) + "@b.example"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Juliet Capulet, Juliet Capulet",
                "`  Juliet \t\r\n Capulet ` , Juliet Capulet",
                "Ju\u0308rgen, Jürgen",
                "Juliet\u202E\u2066tel\u0007\u0000, Juliettel",
                "Juliet\uD800, Juliet",
                "Juliet\uFFFE\uFDD0, Juliet",
                "👩‍🎤 Juliet, 👩‍🎤 Juliet",
                "``, ``"
            })
    void aNameIsCleaned(String text, String name) {
        assertThat(new DisplayName(text)).hasToString(name);
    }

    @Test
    void aNameIsCutBetweenCharacters() {
        assertThat(new DisplayName("😀".repeat(101)).value()).isEqualTo("😀".repeat(100));
        assertThat(new DisplayName("a".repeat(1_000_000)).value()).hasSize(100);
    }

    @Property
    void aCleanNameStaysAsItIs(@ForAll String text) {
        var name = new DisplayName(text);
        assertThat(name.value().codePointCount(0, name.value().length())).isLessThanOrEqualTo(100);
        assertThat(name.value().codePoints()).noneMatch(SafeText::isUnsafe);
        assertThat(new DisplayName(name.value())).isEqualTo(name);
    }
}
