package offhook.xmpp.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0441. */
class PreferencesTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");

    private static Preferences read(String otherwise, String lists) {
        return Preferences.read(
                Element.parse("<prefs xmlns='urn:xmpp:mam:2' default='" + otherwise + "'>" + lists + "</prefs>"));
    }

    /** §2.1, §2.2. */
    @ParameterizedTest
    @CsvSource({
        "always@x.example, yes, yes, yes",
        "always@x.example/any, yes, yes, yes",
        "one@x.example/always, yes, yes, yes",
        "one@x.example/other, yes, no, no",
        "never@x.example/any, no, no, no",
        "both@x.example/never, no, no, no",
        "both@x.example/other, yes, yes, yes",
        "friend@x.example/any, yes, no, yes",
        "stranger@x.example, yes, no, no"
    })
    void whoIsArchived(String other, String always, String never, String roster) {
        var lists =
                "<always><jid>always@x.example</jid><jid>one@x.example/always</jid><jid>both@x.example</jid></always>"
                        + "<never><jid>never@x.example</jid><jid>both@x.example/never</jid></never>";
        var jid = Jid.parse(other);

        assertThat(read("always", lists).wants(jid, PreferencesTest::isFriend)).isEqualTo(always.equals("yes"));
        assertThat(read("never", lists).wants(jid, PreferencesTest::isFriend)).isEqualTo(never.equals("yes"));
        assertThat(read("roster", lists).wants(jid, PreferencesTest::isFriend)).isEqualTo(roster.equals("yes"));
    }

    private static boolean isFriend(Jid jid) {
        return jid.equals(Jid.parse("friend@x.example"));
    }

    @Test
    void aListIsNoLongerThanThat() {
        var many = IntStream.range(0, 1_001)
                .mapToObj(i -> "<jid>a" + i + "@x.example</jid>")
                .collect(Collectors.joining());
        assertThatThrownBy(() -> read("always", "<never>" + many + "</never>"))
                .isInstanceOf(StanzaError.class)
                .hasMessageContaining("resource-constraint");
    }

    @OnEachDatabase
    void theyAreStored(Database database) {
        database.migrate("xmpp-archive");
        var table = new PreferencesTable(database);
        var first = read("never", "<always><jid>romeo@x.example</jid></always>");
        table.save(JULIET, read("always", ""));
        table.save(JULIET, first);

        assertThat(table.all()).containsOnlyKeys(JULIET).containsValue(first);
    }
}
