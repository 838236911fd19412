package offhook.gateway.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.directory.testing.TestPeople;
import offhook.gateway.chat.Correspondents;
import offhook.sip.call.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberReaderTest {

    private final TestPeople people = TestPeople.of("capulet.example")
            .with("juliet", "Juliet Capulet", "201")
            .with("romeo", "Romeo Montague", "202")
            .with("paris", "Paris", "203")
            .with("paris2", "Paris", "204");
    private final User juliet = people.login("juliet").orElseThrow();
    private final NumberReader numbers = new NumberReader(people, new Correspondents(people, Set.of("192.0.2.200")));

    private String read(String text) {
        var found = numbers.read(juliet, text);
        return found.uri() + " " + found.shown();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "202|sip:202@capulet.example Romeo Montague",
                " 202 |sip:202@capulet.example Romeo Montague",
                "+1 (555) 0123|sip:+15550123@capulet.example +15550123",
                "tel:+1-555-0123|sip:+15550123@capulet.example +15550123",
                "0900/123|sip:0900123@capulet.example 0900123",
                "*97|sip:*97@capulet.example *97",
                "romeo|sip:romeo@capulet.example Romeo Montague",
                "Romeo Montague|sip:romeo@capulet.example Romeo Montague",
                "ROMEO|sip:romeo@capulet.example Romeo Montague",
                "romeo@capulet.example|sip:romeo@capulet.example Romeo Montague",
                "xmpp:romeo@capulet.example|sip:romeo@capulet.example Romeo Montague",
                "sip:202@capulet.example|sip:202@capulet.example Romeo Montague",
                "202@phone.capulet.example|sip:202@capulet.example Romeo Montague",
                "+15550123@phone.capulet.example|sip:+15550123@capulet.example +15550123",
                "mercutio@verona.example|sip:mercutio@verona.example mercutio"
            })
    void whatPeopleWrite(String written, String expected) {
        assertThat(read(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "202;isub=1",
                "202@",
                "@capulet.example",
                "nobody",
                "202\r\nContact: <sip:evil@192.0.2.66>",
                "202@capulet.example;transport=tcp?Subject=x",
                "202@capulet.example/desk",
                "sip:202@a@b",
                "+",
                "<sip:202@capulet.example>",
                "123456789012345678901234567890123"
            })
    void whatIsNoNumberIsRefusedWithOneLine(String written) {
        assertThatThrownBy(() -> numbers.read(juliet, written))
                .isInstanceOfSatisfying(CannotCall.class, why -> assertThat(why.in(new DialWords(juliet)))
                        .startsWith("“")
                        .contains("expected something like 201, +1 555 0123 or a name")
                        .doesNotContain("\n", "\r"));
    }

    @Test
    void nothingIsNobody() {
        assertThatThrownBy(() -> numbers.read(juliet, "  ")).hasMessage("refused.empty");
        assertThatThrownBy(() -> numbers.read(juliet, "2".repeat(101))).hasMessage("refused.unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"201", "juliet", "juliet@capulet.example", "201@phone.capulet.example"})
    void nobodyCallsThemselves(String written) {
        assertThatThrownBy(() -> numbers.read(juliet, written)).hasMessage("refused.own");
    }

    @Test
    void twoOfOneNameNeedANumber() {
        assertThatThrownBy(() -> numbers.read(juliet, "Paris")).hasMessage("refused.several");
    }

    private String callBack(String name, SipUri address, Optional<UserId> user, boolean withheld) {
        var found = numbers.of(juliet, new Caller(new DisplayName(name), address, user, withheld));
        return found.uri() + " " + found.shown();
    }

    @Test
    void whoCalledIsCalledBack() {
        var number = SipUri.of("+15550123", "192.0.2.200");
        assertThat(callBack("Escalus", number, Optional.empty(), false))
                .isEqualTo("sip:+15550123@capulet.example Escalus");
        assertThat(callBack("x", number, Optional.of(new UserId("romeo")), false))
                .isEqualTo("sip:romeo@capulet.example Romeo Montague");
        assertThat(callBack("", SipUri.of("mercutio", "verona.example"), Optional.empty(), false))
                .isEqualTo("sip:mercutio@verona.example mercutio");
    }

    @Test
    void whoWithheldTheirNumberIsNot() {
        assertThatThrownBy(() -> callBack("x", SipUri.of("x", "y.example"), Optional.empty(), true))
                .hasMessage("refused.withheld");
    }
}
