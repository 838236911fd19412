package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message from='a@b/c'/>",
                "<message/>",
                "<message\n from=\"a@b/c\" xml:lang='en' type='chat'><to to='x'/></message>",
                "<message  xml:lang = 'de' ><body>&lt;</body></message >"
            })
    void anAddressIsAddedToWhatHasNone(String xml) {
        var before = Fragment.parse(xml.getBytes(UTF_8));
        var after = before.with(before.from(), "o'neill@b/<&>", before.lang());

        assertThat(after.to()).isEqualTo("o'neill@b/<&>");
        var read = Fragment.parse(after.bytes());
        assertThat(read.to()).isEqualTo("o'neill@b/<&>");
        assertThat(read.from()).isEqualTo(before.from());
        assertThat(read.element()).isEqualTo(before.element().with("to", "o'neill@b/<&>"));
        assertThat(new String(before.bytes(), UTF_8))
                .as("the first is as it was")
                .isEqualTo(xml);
    }

    @Test
    void everyOtherByteStaysAsItIs() {
        var fragment = Fragment.parse("<message  from=\"a@b\"><body>1</body> </message >".getBytes(UTF_8));

        assertThat(fragment.with("a@b", "c@d", null))
                .hasToString("<message to='c@d'  from=\"a@b\"><body>1</body> </message >");
        assertThat(fragment.with("a@b", "c@d", null).with("a@b", "e@f", null).toString())
                .contains("to='e@f'")
                .doesNotContain("c@d");
        assertThat(fragment.with("x@y", "c@d", null).toString())
                .contains("from='x@y'")
                .doesNotContain("a@b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message to='e@f' xml:lang='de'><body>1</body></message>",
                "<message to='e@f'><body>1</body></message>",
                "<message from='somebody@else/x' to='e@f' xml:lang='de'><body>1</body></message>",
                "<message\tfrom = \"a@b/c\" to='e@f'/>"
            })
    void whoeverItSaysItIsFromItIsFromItsSender(String xml) {
        var before = Fragment.parse(xml.getBytes(UTF_8));
        var sender = new Attribute("from", "a@b/o'neill");
        for (var lang : new String[] {before.lang(), "fr", null}) {
            var after = before.from(sender, lang);
            var read = Fragment.parse(after.bytes());
            assertThat(read.from()).isEqualTo(after.from()).isEqualTo("a@b/o'neill");
            assertThat(read.to()).isEqualTo(after.to()).isEqualTo("e@f");
            assertThat(read.lang()).isEqualTo(after.lang()).isEqualTo(lang);
            assertThat(read.element().child("body")).isEqualTo(before.element().child("body"));
        }
        assertThat(new String(before.bytes(), UTF_8))
                .as("the first is as it was")
                .isEqualTo(xml);
    }
}
