package offhook.xmpp.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm.Option;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final DataForm ASKED = DataForm.of("form", "urn:example")
            .needs("who", "jid-multi", "Who")
            .asks("lines", "text-multi", "Lines")
            .asks("secret", "text-private", "Secret")
            .choices("some", "Some", List.of("a"), new Option("A", "a"), new Option("B", "b"))
            .bool("yes", "Yes", true);

    private static DataForm given(String var, String... values) {
        return DataForm.of("submit", "urn:example")
                .with("who", "", "", List.of("romeo@example.com"))
                .with(var, "", "", List.of(values));
    }

    @Test
    void whatWasNotTouchedIsAsProposed() {
        var answers = Answers.to(ASKED, given("other", "x"));
        assertThat(answers.jid("who")).isEqualTo(Jid.parse("romeo@example.com"));
        assertThat(answers.values("some")).containsExactly("a");
        assertThat(answers.flag("yes")).isTrue();
        assertThat(answers.lines("lines")).isEmpty();
        assertThat(answers.text("other")).isEmpty();
    }

    @Test
    void severalAreRead() {
        var form = DataForm.of("submit", "urn:example")
                .with("who", "", "", List.of(" romeo@example.com", "", "Romeo@example.com", "juliet@example.com"))
                .with("lines", "", "", List.of("one", "", "three"));
        var answers = Answers.to(ASKED, form);
        assertThat(answers.jids("who")).extracting(Jid::local).containsExactly("romeo", "juliet");
        assertThat(answers.lines("lines")).isEqualTo("one\n\nthree");
    }

    @Test
    void aSecretIsNotProposedAgain() {
        var again = Answers.to(ASKED, given("secret", "s3cret")).into(ASKED);
        assertThat(again.value("secret")).isEmpty();
        assertThat(again.value("who")).hasValue("romeo@example.com");
    }

    @Test
    void mistakesNameTheField() {
        assertThatThrownBy(() -> Answers.to(ASKED, DataForm.of("submit", "urn:example")))
                .hasMessage("who: it has to be filled in");
        assertThatThrownBy(() -> Answers.to(ASKED, DataForm.of("submit", "urn:other")))
                .hasMessage("FORM_TYPE: expected urn:example");
        assertThatThrownBy(() -> Answers.to(ASKED, given("some", "c"))).hasMessage("some: expected one of the options");
        assertThatThrownBy(() -> Answers.to(ASKED, given("yes", "perhaps"))).hasMessage("yes: expected true or false");
        var many = Collections.nCopies(1_001, "x").toArray(String[]::new);
        assertThatThrownBy(() -> Answers.to(ASKED, given("lines", many))).hasMessage("lines: at most 1000 values");
    }

    @Test
    void aTableNamesItsColumns() {
        var table = new FormTable(
                "urn:example",
                "Found",
                List.of(FormTable.column("jid", "jid-single", "JID"), FormTable.column("name", "text-single", "Name")),
                List.of(List.of("a@b", "A & B")));
        assertThat(table.toElement().toString())
                .isEqualTo("<x xmlns='jabber:x:data' type='result'><title>Found</title>"
                        + "<field var='FORM_TYPE' type='hidden'><value>urn:example</value></field>"
                        + "<reported><field var='jid' type='jid-single' label='JID'/>"
                        + "<field var='name' type='text-single' label='Name'/></reported>"
                        + "<item><field var='jid'><value>a@b</value></field>"
                        + "<field var='name'><value>A &amp; B</value></field></item></x>");
    }
}
