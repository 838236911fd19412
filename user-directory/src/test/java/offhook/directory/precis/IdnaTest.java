package offhook.directory.precis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdnaTest {

    /** Names as they are typed, as U-labels, and as A-labels; the first four are where IDNA2003 had other names. */
    @ParameterizedTest
    @CsvSource({
        "faß.example, faß.example, xn--fa-hia.example",
        "βόλος.example, βόλος.example, xn--nxasmm1c.example",
        "ශ්\u200Dරී.example, ශ්\u200Dරී.example, xn--10cl1a0b660p.example",
        "نامه\u200Cای.example, نامه\u200Cای.example, xn--mgba3gch31f060k.example",
        "BÜCHER.EXAMPLE, bücher.example, xn--bcher-kva.example",
        "bu\u0308cher.example, bücher.example, xn--bcher-kva.example",
        "XN--BCHER-KVA.Example, bücher.example, xn--bcher-kva.example",
        "ｂücher。example, bücher.example, xn--bcher-kva.example",
        "例え.テスト, 例え.テスト, xn--r8jz45g.xn--zckzah",
        "пример.испытание, пример.испытание, xn--e1afmkfd.xn--80akhbyknj4f"
    })
    void oneNameHasTwoForms(String typed, String unicode, String ascii) {
        assertThat(Idna.toUnicode(typed)).isEqualTo(unicode);
        assertThat(Idna.toAscii(unicode)).isEqualTo(ascii);
        assertThat(Idna.toUnicode(ascii)).isEqualTo(unicode);
    }

    /** RFC 5891 §4.2 and §5.4. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-ü.example", // a hyphen at an end
                "ü-.example",
                "aü--b.example", // in third and fourth place, as an A-label has it
                "aa--ü.example",
                "\u0301ü.example", // begins with a mark
                "\u2603.example", // no letter: a snowman
                "\u2126\u2603.example",
                "a\u05D0.example", // two directions
                "ü ü.example",
                "ü_.example",
                "co\u00B7llega.example", // RFC 5892 A.3
                "xn--.example",
                "xn--a-.example", // ASCII that was encoded
                "xn--abc.example",
                "xn--bcher-kv.example",
                "xn--99999999.example",
                "xn--n3h.example", // a snowman in disguise
                "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü.example"
            })
    void refusesWhatIsNoLabel(String name) {
        assertThatThrownBy(() -> Idna.toUnicode(name)).isInstanceOf(IllegalArgumentException.class);
    }

    /** RFC 5892 appendix B.1: rows where a rule of §3 decides that no other row shows. */
    @ParameterizedTest
    @CsvSource({
        "002D, true",
        "0041, false", // unstable
        "0131, true", // dotless i folds to itself
        "01F0, true", // folds to two, which NFKC composes
        "0345, false", // folds to a letter
        "0390, true",
        "0587, false", // a ligature
        "0640, false",
        "10D0, true",
        "13A0, true", // Cherokee folds to upper case
        "AB70, false",
        "1C80, false", // folds to another letter
        "1F80, false",
        "1FB6, true",
        "1E9E, false",
        "200B, false",
        "20D0, false", // marks for symbols
        "2184, true",
        "3007, true",
        "302E, false",
        "3400, true",
        "AC00, true",
        "FB01, false",
        "FF21, false",
        "1D165, false",
        "20000, true"
    })
    void labelsAreMadeOfTheseCodePoints(String codePoint, boolean allowed) {
        assertThat(CodePoints.isLabel(Integer.parseInt(codePoint, 16))).isEqualTo(allowed);
    }

    @Property
    void anyNameHasOneFormOrIsRefused(@ForAll @StringLength(max = 30) String name) {
        String unicode;
        try {
            unicode = Idna.toUnicode(name);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(Idna.toUnicode(unicode)).isEqualTo(unicode);
        assertThat(Idna.toUnicode(Idna.toAscii(unicode))).isEqualTo(unicode);
    }
}
