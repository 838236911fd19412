package offhook.xmpp.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ElementTest {

    private static final String NS = "jabber:iq:roster";

    @Test
    void declaresANamespaceOnlyWhereItChanges() {
        var query = Element.of("query", NS)
                .with(Element.of("item", NS).with("jid", "romeo@example.net"))
                .with(Element.of("note", "urn:other", "x"));

        assertThat(query)
                .hasToString("<query xmlns='jabber:iq:roster'><item jid='romeo@example.net'/>"
                        + "<note xmlns='urn:other'>x</note></query>");
        assertThat(query.toXml(NS)).startsWith("<query><item");
    }

    @Test
    void undoesTheDefaultNamespaceForAnElementWithoutOne() {
        var outer = Element.of("a", "urn:a").with(Element.of("b", ""));

        assertThat(outer).hasToString("<a xmlns='urn:a'><b xmlns=''/></a>");
        assertThat(Element.parse(outer.toString())).isEqualTo(outer);
    }

    /** Namespaces in XML 1.0 §3: it cannot be declared as the default, and parsers give up where it is. */
    @Test
    void keepsThePrefixOfTheNamespaceThatIsAlwaysBound() {
        var outer = Element.of("a", "urn:a")
                .with(Element.of("b", Namespaces.XML)
                        .with(Element.of("c", "urn:a"))
                        .with(Element.of("d", "")));

        assertThat(outer).hasToString("<a xmlns='urn:a'><xml:b><c/><d xmlns=''/></xml:b></a>");
        assertThat(Element.parse(outer.toString())).isEqualTo(outer);
    }

    @Test
    void escapesWhatAParserWouldReadOtherwise() {
        var element = Element.of("a", "", "1 < 2 & 3 > 2 ]]> \r\n\t'\"").with("b", "<'\"&>\r\n\t");

        assertThat(element)
                .hasToString("<a b='&lt;&#39;\"&amp;&gt;&#13;&#10;&#9;'>"
                        + "1 &lt; 2 &amp; 3 &gt; 2 ]]&gt; &#13;\n\t'\"</a>");
        assertThat(Element.parse(element.toString())).isEqualTo(element);
    }

    @Test
    void replacesCharactersThatXmlForbids() {
        var text = "a\u0000b\u001Bc\uD800d\uDC00e\uFFFEf\uFFFFg\uD83D\uDE00";

        assertThat(Element.of("a", "", text))
                .hasToString("<a>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uD83D\uDE00</a>");
    }

    @Test
    void findsChildrenAttributesAndText() {
        var element = Element.of("message", "jabber:client")
                .with("to", "juliet@example.com")
                .with("lang", Namespaces.XML, "en")
                .withText("\n")
                .with(Element.of("body", "jabber:client", "one"))
                .with(Element.of("body", "jabber:client", "two"))
                .with(Element.of("x", "jabber:x:oob"));

        assertThat(element.attribute("to")).contains("juliet@example.com");
        assertThat(element.attribute("from")).isEmpty();
        assertThat(element.attribute("lang", Namespaces.XML)).contains("en");
        assertThat(element.childText("body")).contains("one");
        assertThat(element.child("x")).isEmpty();
        assertThat(element.child("x", "jabber:x:oob")).isPresent();
        assertThat(element.children("body", "jabber:client")).hasSize(2);
        assertThat(element.text()).isEqualTo("\n");
        assertThat(element)
                .hasToString("<message xmlns='jabber:client' to='juliet@example.com' xml:lang='en'>\n"
                        + "<body>one</body><body>two</body><x xmlns='jabber:x:oob'/></message>");
    }

    @Test
    void aCopyLeavesTheOriginalAlone() {
        var original = Element.of("a", "").with("x", "1");

        assertThat(original.with("x", "2").attribute("x")).contains("2");
        assertThat(original.with("x", null).attribute("x")).isEmpty();
        assertThat(original.withText("t").withText("u").content()).containsExactly(new Node.Text("tu"));
        assertThat(original).hasToString("<a x='1'/>");
    }

    @Test
    void equalsInAnyOrderOfAttributes() {
        var ab = Element.of("e", "").with("a", "1").with("b", "2");
        var ba = Element.of("e", "").with("b", "2").with("a", "1");

        assertThat(ab).isEqualTo(ba).hasSameHashCodeAs(ba);
        assertThat(ab).isNotEqualTo(ab.withText(" "));
    }

    @Test
    void readsPrefixesReferencesAndCdata() {
        var parsed = Element.parse(
                """
                <p:a xmlns:p='urn:p' xmlns='urn:d' p:x = "&#x41;&amp;" y='1
                2' xml:lang='en'><b>&lt;\r\n<![CDATA[<&>]]>&#128512;</b><p:c xmlns:p='urn:q'/><d xmlns=''/></p:a >""");

        assertThat(parsed)
                .isEqualTo(Element.of("a", "urn:p")
                        .with("x", "urn:p", "A&")
                        .with("y", "1 2")
                        .with("lang", Namespaces.XML, "en")
                        .with(Element.of("b", "urn:d", "<\n<&>\uD83D\uDE00"))
                        .with(Element.of("c", "urn:q"))
                        .with(Element.of("d", "")));
        assertThat(Element.parse(parsed.toString())).isEqualTo(parsed);
    }

    @Test
    void saysWhatItCannotRead() {
        assertThatThrownBy(() -> Element.parse("<a>no end")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Element.parse("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Element.parse("<p:a/>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefix");
    }
}
