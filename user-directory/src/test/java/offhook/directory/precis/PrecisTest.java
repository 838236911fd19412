package offhook.directory.precis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisTest {

    /** RFC 8265 §3.6, tables 1 and 2. */
    @ParameterizedTest
    @CsvSource({
        "juliet@example.com, juliet@example.com",
        "fussball, fussball",
        "fußball, fußball",
        "π, π",
        "Σ, σ",
        "σ, σ",
        "ς, ς",
        "'foo bar',",
        "'',",
        "henry\u2163,",
        "∞,"
    })
    void preparesUserparts(String given, String prepared) {
        check(() -> Precis.usernameCaseMapped(given), prepared);
    }

    /** RFC 8265 §4.3, tables 3 and 4. */
    @ParameterizedTest
    @CsvSource({
        "correct horse battery staple, correct horse battery staple",
        "Correct Horse Battery Staple, Correct Horse Battery Staple",
        "πßå, πßå",
        "Jack of ♦s, Jack of ♦s",
        "foo\u1680bar, foo bar",
        "'',",
        "'my cat is a \tby',"
    })
    void preparesPasswords(String given, String prepared) {
        check(() -> Precis.opaqueString(given), prepared);
    }

    /** RFC 8266 §3, table 1, and the rules of §2.1. */
    @ParameterizedTest
    @CsvSource({
        "Foo, foo",
        "foo, foo",
        "Foo Bar, foo bar",
        "foo bar, foo bar",
        "Σ, σ",
        "σ, σ",
        "ς, ς",
        "ϔ, ϋ",
        "∞, ∞",
        "Richard \u2163, richard iv",
        "'  Foo   Bar ', foo bar",
        "'\u00A0Foo\u2003Bar', foo bar",
        "'  ',",
        "'a\u0007b',"
    })
    void comparesNicknames(String given, String compared) {
        check(() -> Precis.comparableNickname(given), compared);
    }

    /** RFC 5892 appendix A, rule by rule: where the code point may stand, and where not. */
    @ParameterizedTest
    @CsvSource({
        "\u0915\u094D\u200C\u0937, true", // A.1: after a virama
        "\u0646\u0627\u0645\u0647\u200C\u0627\u06CC, true", // between letters that would join
        "\u0627\u200C\u0646, false", // alef joins nothing behind it
        "\u0647\u200C, false",
        "\u200C\u0647, false",
        "a\u200Cb, false",
        "\u0915\u094D\u200D\u0937, true", // A.2
        "\u0915\u200D\u0937, false",
        "col\u00B7lega, true", // A.3
        "co\u00B7lla, false",
        "l\u00B7, false",
        "\u0375\u03B1, true", // A.4
        "\u0375a, false",
        "a\u0375, false",
        "\u05D0\u05F3, true", // A.5
        "a\u05F3, false",
        "\u05D0\u05F4, true", // A.6
        "\u05F4\u05D0, false",
        "\u30FB\u30A2, true", // A.7
        "\u5B57\u30FB, true",
        "a\u30FB, false",
        "\u0628\u0660\u0661, true", // A.8
        "\u0628\u0660\u06F1, false",
        "\u0628\u06F0\u06F1, true" // A.9
    })
    void someCodePointsMayStandInSomePlaces(String text, boolean allowed) {
        check(() -> Precis.usernameCaseMapped(text), allowed ? text : null);
        check(() -> Precis.opaqueString(text), allowed ? text : null);
    }

    /** RFC 8264 §9, a code point of each category. */
    @ParameterizedTest
    @CsvSource({
        "00AD, false, false", // ignorable
        "0378, false, false", // unassigned
        "0640, false, false", // exceptions
        "06FD, true, true",
        "1100, false, false", // old Hangul
        "2126, false, true", // the ohm sign, which becomes a Greek omega
        "202E, false, false", // runs backwards
        "FDD0, false, false", // no character
        "E000, false, false", // private
        "00B2, false, true", // superscript two: compatibility
        "01C5, false, true", // titlecase
        "2460, false, true", // circled one
        "20AC, false, true", // euro
        "2014, false, true", // dash
        "1F600, false, true", // a face
        "FE0F, false, false", // variation selector
        "0600, false, false", // format
        "13A0, true, true", // Cherokee
        "4E00, true, true"
    })
    void eachCategoryIsAllowedWhereItIs(String codePoint, boolean identifier, boolean freeform) {
        int c = Integer.parseInt(codePoint, 16);
        assertThat(CodePoints.isIdentifier(c)).isEqualTo(identifier);
        assertThat(CodePoints.isFreeform(c)).isEqualTo(freeform);
    }

    /** RFC 5893 §2. */
    @ParameterizedTest
    @CsvSource({
        "\u05D0\u05D1, true",
        "\u05D01, true",
        "\u05D0\u05B0, true",
        "\u05D0a, false",
        "a\u05D0, false",
        "1\u05D0, false",
        "1a, true",
        "\u05D0\u0660, true",
        "\u05D01\u0660, false",
        "\u05D0-, false"
    })
    void namesRunInOneDirection(String name, boolean allowed) {
        assertThat(isAllowed(() -> Precis.usernameCaseMapped(name))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ｊｕｌｉｅｔ", "JULIET", "Juliet"})
    void widthAndCaseDoNotMatter(String spelling) {
        assertThat(Precis.usernameCaseMapped(spelling)).isEqualTo("juliet");
    }

    @Property
    void whatIsPreparedStays(@ForAll @StringLength(max = 12) String text) {
        for (var profile : List.<UnaryOperator<String>>of(
                Precis::usernameCaseMapped, Precis::opaqueString, Precis::comparableNickname)) {
            if (isAllowed(() -> profile.apply(text))) {
                String once = profile.apply(text);
                assertThat(profile.apply(once)).isEqualTo(once).isNotEmpty();
            }
        }
    }

    private static void check(Supplier<String> prepare, String expected) {
        if (expected == null) {
            assertThatThrownBy(prepare::get).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(prepare.get()).isEqualTo(expected);
        }
    }

    private static boolean isAllowed(Supplier<String> prepare) {
        try {
            return !prepare.get().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
