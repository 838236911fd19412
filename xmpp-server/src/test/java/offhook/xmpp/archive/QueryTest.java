package offhook.xmpp.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offhook.directory.address.Jid;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.stanza.StanzaError.Condition;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0313 §4.1. */
class QueryTest {

    private static Query read(String content) {
        return Query.read(Element.parse("<query xmlns='urn:xmpp:mam:2' queryid='q'>" + content + "</query>"));
    }

    private static Query form(String fields) {
        return read("<x xmlns='jabber:x:data' type='submit'>"
                + "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>" + fields + "</x>");
    }

    private static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }

    @Test
    void nothingIsAskedOfWhoAsksForEverything() {
        var query = read("");

        assertThat(query.id()).isEqualTo("q");
        assertThat(query.with()).isEmpty();
        assertThat(query.ids()).isEmpty();
        assertThat(query.page()).isEqualTo(PageRequest.FIRST);
        assertThat(query.flipped()).isFalse();
    }

    @Test
    void everythingThatIsAsked() {
        var query = form(field("with", " Romeo@Montague.example/Orchard ")
                + field("start", "2010-06-07T01:00:00+01:00")
                + field("end", "2010-07-07T13:23:54.5Z")
                + field("after-id", "a")
                + field("before-id", "b")
                + field("include-groupchat", "true")
                + "<field var='ids'><value>1</value><value>2</value></field>");

        assertThat(query.with()).hasValue(Jid.parse("romeo@montague.example/Orchard"));
        assertThat(query.start()).hasValue(Instant.parse("2010-06-07T00:00:00Z"));
        assertThat(query.end()).hasValue(Instant.parse("2010-07-07T13:23:54.500Z"));
        assertThat(query.afterId()).hasValue("a");
        assertThat(query.beforeId()).hasValue("b");
        assertThat(query.ids()).containsExactly("1", "2");
    }

    @Test
    void aFieldWithoutValueAsksNothing() {
        assertThat(form("<field var='with'/>" + field("start", "")).with()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "start, yesterday, BAD_REQUEST",
        "start, 2010-06-07, BAD_REQUEST",
        "start, +99999-01-01T00:00:00Z, BAD_REQUEST",
        "end, -0001-01-01T00:00:00Z, BAD_REQUEST",
        "end, 2010-13-07T00:00:00Z, BAD_REQUEST",
        "with, @, JID_MALFORMED",
        "include-groupchat, perhaps, NOT_ACCEPTABLE",
        "withtext, love, FEATURE_NOT_IMPLEMENTED"
    })
    void whatIsNoValueIsRefused(String name, String value, Condition condition) {
        refused(condition, () -> form(field(name, value)));
    }

    @Test
    void whatIsNoQueryIsRefused() {
        refused(Condition.BAD_REQUEST, () -> read("<x xmlns='jabber:x:data' type='submit'/>"));
        refused(Condition.BAD_REQUEST, () -> form(field("with", "a@b") + field("with", "c@d")));
        refused(Condition.FEATURE_NOT_IMPLEMENTED, () -> form("<field><value>1</value></field>"));
        refused(
                Condition.FEATURE_NOT_IMPLEMENTED,
                () -> read("<set xmlns='http://jabber.org/protocol/rsm'><index>1</index></set>"));
        var many = IntStream.rangeClosed(0, PageRequest.LARGEST)
                .mapToObj(i -> "<value>" + i + "</value>")
                .collect(Collectors.joining());
        refused(
                Condition.POLICY_VIOLATION,
                () -> Query.read(Element.of("query", Query.NS).with("queryid", "q".repeat(257))));
        refused(Condition.POLICY_VIOLATION, () -> form("<field var='ids'>" + many + "</field>"));
    }

    private static void refused(Condition condition, Runnable query) {
        assertThatThrownBy(query::run).isInstanceOfSatisfying(StanzaError.class, error -> assertThat(error.condition())
                .isEqualTo(condition));
    }
}
