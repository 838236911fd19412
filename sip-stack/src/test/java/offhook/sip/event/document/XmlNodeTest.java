package offhook.sip.event.document;

import static offhook.sip.event.document.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlNodeTest {

    @Test
    void namesAreLocalNames() throws Exception {
        var root = XmlNode.read(
                bytes(
                        "<?xml version='1.0'?><p:presence xmlns:p='urn:x' dm:id='1' id='2'><e:busy/> text <Note>On hold</Note></p:presence>"));
        assertThat(root.is("presence")).isTrue();
        assertThat(root.attribute("id")).contains("1");
        assertThat(root.child("busy")).isPresent();
        assertThat(root.child("note").map(XmlNode::text)).contains("On hold");
        assertThat(root.text()).isEqualTo("text");
        assertThat(root.tree().map(XmlNode::name)).containsExactly("presence", "busy", "Note");
    }

    @Test
    void whatStandsInFrontAndBehindIsHarmless() throws Exception {
        assertThat(XmlNode.read(bytes("\uFEFF \r\n<?xml version=\"1.0\"?><a/>\0\r\n"))
                        .name())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<",
                "<a>",
                "<a></b>",
                "<a b=1/>",
                "<a>&nbsp;</a>",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
                "<!DOCTYPE a SYSTEM \"http://192.0.2.1/\"><a/>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> XmlNode.read(bytes(text))).isInstanceOf(MalformedDocument.class);
    }

    @Test
    void nothingIsTooLargeToBeRefusedAtOnce() {
        var deep = "<a>".repeat(10_000);
        var wide = "<a>" + "<b/>".repeat(10_000) + "</a>";
        var attributes = new StringBuilder("<a");
        for (int i = 0; i < 12_000; i++) {
            attributes.append(" a").append(i).append("=''");
        }
        var blank = "<a>" + " ".repeat(XmlNode.LONGEST) + "</a>";
        for (var text : new String[] {deep, wide, attributes + "/>", blank}) {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThatThrownBy(() -> XmlNode.read(bytes(text)))
                    .isInstanceOf(MalformedDocument.class));
        }
    }

    @Property
    void anyBytesAreADocumentOrAreRefused(@ForAll byte[] body) {
        readsOrRefuses(body);
    }

    @Property
    void anyTextInsideIsADocumentOrIsRefused(@ForAll @StringLength(max = 60) String inside) {
        readsOrRefuses(("<dialog-info>" + inside + "</dialog-info>").getBytes(StandardCharsets.UTF_8));
    }

    private static void readsOrRefuses(byte[] body) {
        try {
            assertThat(XmlNode.read(body).name()).isNotNull();
        } catch (MalformedDocument e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
