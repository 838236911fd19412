package offhook.directory.precis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PunycodeTest {

    /** RFC 3492 §7.1, in lower case where the case says nothing; but for (H), which is longer than a label. */
    @ParameterizedTest
    @CsvSource({
        "ليهمابتكلموشعربي؟, egbpdaj6bu4bxfgehfvwxn",
        "他们为什么不说中文, ihqwcrb4cv8a8dqg056pqjye",
        "他們爲什麽不說中文, ihqwctvzc91f659drss3x8bo0yb",
        "Pročprostěnemluvíčesky, Proprostnemluvesky-uyb24dma41a",
        "למההםפשוטלאמדבריםעברית, 4dbcagdahymbxekheh6e0a7fei0b",
        "यहलोगहिन्दीक्योंनहींबोलसकतेहैं, i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd",
        "なぜみんな日本語を話してくれないのか, n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa",
        "почемужеонинеговорятпорусски, b1abfaaepdrnnbgefbadotcwatmq2g4l",
        "PorquénopuedensimplementehablarenEspañol, PorqunopuedensimplementehablarenEspaol-fmd56a",
        "TạisaohọkhôngthểchỉnóitiếngViệt, TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g",
        "3年B組金八先生, 3B-ww4c5e180e575a65lsy2b",
        "安室奈美恵-with-SUPER-MONKEYS, -with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n",
        "Hello-Another-Way-それぞれの場所, Hello-Another-Way--fc4qua05auwb3674vfr0b",
        "ひとつ屋根の下2, 2-u9tlzr9756bt3uc0v",
        "MajiでKoiする5秒前, MajiKoi5-783gue6qz075azm5e",
        "パフィーdeルンバ, de-jg4avhby1noc0d",
        "そのスピードで, d9juau41awczczp",
        "-> $1.00 <-, -> $1.00 <--"
    })
    void encodesTheSamples(String label, String encoded) {
        assertThat(Punycode.encode(label)).isEqualTo(encoded);
        assertThat(Punycode.decode(encoded)).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-9", "99999999", "zzzzzzzzzzzzzzzzzzzz", "bcher-kv", "ü", "BCHER-KVA", "a b"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Punycode.decode(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void readsWhatItWrote(@ForAll @StringLength(max = 40) String label) {
        String encoded = Punycode.encode(label);
        if (encoded.length() <= 63) {
            assertThat(Punycode.decode(encoded)).isEqualTo(label);
        }
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll @StringLength(max = 63) String text) {
        try {
            assertThat(Punycode.decode(text)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessage("no Punycode");
        }
    }
}
