package offhook.xmpp.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.Test;

class DataFormTest {

    @Test
    void aFormComesBackAsItWasWritten() {
        var form = DataForm.of("form", "urn:example")
                .titled("Title", "Do <this>")
                .text("a", "A", "1 & 2")
                .bool("b", "B", true)
                .choice("c", "C", "x", new DataForm.Option("X", "x"), new DataForm.Option("", "y"))
                .choices("d", "D", List.of("x", "y"), new DataForm.Option("X", "x"))
                .with(new DataForm.Field(null, "fixed", "", List.of("Read this"), List.of()));
        assertThat(DataForm.read(Element.parse(form.toElement().toString()))).isEqualTo(form);
        assertThat(form.formType()).isEqualTo("urn:example");
        assertThat(form.values("d")).hasValue(List.of("x", "y"));
        assertThat(form.flag("b")).hasValue(true);
    }

    @Test
    void whatIsMissingIsEmpty() {
        var form = DataForm.read(Element.parse("<x xmlns='jabber:x:data'><field var='a'/><field/></x>"));
        assertThat(form.type()).isEmpty();
        assertThat(form.formType()).isEmpty();
        assertThat(form.value("a")).isEmpty();
        assertThat(form.values("a")).hasValue(List.of());
        assertThat(form.values("b")).isEmpty();
        assertThat(form.flag("a")).isEmpty();
        assertThat(DataForm.in(Element.of("query", "urn:example"))).isEqualTo(Optional.empty());
    }

    @Test
    void yesAndNoHaveTwoSpellingsEach() {
        var form = DataForm.of("submit", "urn:example")
                .text("yes", "", "true")
                .text("no", "", "0")
                .text("maybe", "", "maybe");
        assertThat(form.flag("yes")).hasValue(true);
        assertThat(form.flag("no")).hasValue(false);
        assertThatThrownBy(() -> form.flag("maybe"))
                .isInstanceOf(StanzaError.class)
                .hasMessageContaining("maybe: expected true or false");
    }

    @Test
    void whatWasFilledInIsLeftOfABareForm() {
        var form = DataForm.of("submit", "urn:kind")
                .titled("Title", "Instructions")
                .choice("when", "When?", "now", new DataForm.Option("At once", "now"));
        assertThat(form.bare().toElement())
                .hasToString(
                        "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>urn:kind</value></field>"
                                + "<field var='when'><value>now</value></field></x>");
    }
}
