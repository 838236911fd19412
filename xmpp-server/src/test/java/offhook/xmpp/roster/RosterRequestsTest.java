package offhook.xmpp.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import offhook.xmpp.xml.StreamError;
import org.junit.jupiter.api.Test;

/** Roster get, set and push, RFC 6121 §2. */
class RosterRequestsTest {

    private static final String NS = "jabber:iq:roster";

    private final World world = new World();
    private final TestClient juliet = world.online("juliet/balcony");

    private static String get(String ver) {
        return "<iq type='get' id='g'><query xmlns='" + NS + "'" + (ver == null ? "" : " ver='" + ver + "'")
                + "/></iq>";
    }

    private static String set(String items) {
        return "<iq type='set' id='s'><query xmlns='" + NS + "'>" + items + "</query></iq>";
    }

    private static String item(String user, String rest) {
        return "<item jid='" + user + "@capulet.example'" + rest + "</item>";
    }

    private static String version(String xml) {
        return xml.replaceAll("(?s).* ver='([^']*)'.*", "$1");
    }

    /** The items that were pushed, in order. */
    private static List<String> pushed(TestClient client) {
        return client.got().stream()
                .filter(xml -> xml.contains("type='set'") && xml.contains(NS))
                .map(xml -> xml.replaceAll("(?s).*(<item.*)</query>.*", "$1"))
                .toList();
    }

    /** RFC 6120 §4.9.3.16: what its clients were pushed may not be what is kept. */
    @Test
    void whoseRosterCannotBeSavedReadsItAgain() {
        world.store.breakDown();
        juliet.says(set(item("nurse", " name='Nurse'>")));
        assertThat(juliet.closed().condition()).isEqualTo(StreamError.Condition.RESET);
        juliet.leaves(Ending.CUT);
        assertThat(world.connect("juliet/balcony").says(get(null)).gotOne()).doesNotContain("<item");
    }

    @Test
    void anItemIsAddedChangedAndRemoved() {
        juliet.says(set(item("nurse", " name='Nurse'><group>Servants</group>")));
        var got = juliet.got();
        assertThat(got.get(0))
                .contains("type='set'", "to='juliet@capulet.example/balcony'")
                .contains("<item jid='nurse@capulet.example' name='Nurse' subscription='none'>"
                        + "<group>Servants</group></item>");
        assertThat(got.get(1)).contains("type='result'", "id='s'").doesNotContain("query");
        juliet.says(set(item("nurse", " name=''>")));
        assertThat(pushed(juliet)).containsExactly("<item jid='nurse@capulet.example' subscription='none'/>");
        assertThat(juliet.says(get(null)).gotOne()).contains("<item jid='nurse@capulet.example' subscription='none'/>");
        juliet.says(set(item("nurse", " subscription='remove'>")));
        assertThat(pushed(juliet)).containsExactly("<item jid='nurse@capulet.example' subscription='remove'/>");
        assertThat(juliet.says(get(null)).gotOne()).doesNotContain("<item");
    }

    @Test
    void onlyThoseWhoAskedForTheRosterArePushedTo() {
        var plain = world.connect("juliet/plain").says("<presence/>");
        var interested = world.connect("juliet/interested").says(get(null));
        plain.got();
        interested.got();
        juliet.says(set(item("nurse", ">")));
        assertThat(pushed(interested)).hasSize(1);
        assertThat(plain.got()).isEmpty();
    }

    @Test
    void theSubscriptionIsNotTheClientsToSet() {
        juliet.says(set(item("nurse", " subscription='both' ask='subscribe' approved='true'>")));
        assertThat(pushed(juliet)).containsExactly("<item jid='nurse@capulet.example' subscription='none'/>");
    }

    private void refused(String request, String condition) {
        assertThat(juliet.says(request).gotOne()).contains("type='error'", condition);
    }

    /** §2.3.3. */
    @Test
    void whatIsRefused() {
        refused(set(item("nurse", ">") + item("romeo", ">")), "bad-request");
        refused(set(""), "bad-request");
        refused(set("<item/>"), "bad-request");
        refused(set("<item jid='@'/>"), "jid-malformed");
        refused(set(item("nurse", "><group>a</group><group>a</group>")), "bad-request");
        refused(set(item("nurse", "><group/>")), "not-acceptable");
        refused(set(item("nurse", "><group>" + "x".repeat(1_001) + "</group>")), "not-acceptable");
        refused(set(item("nurse", " name='" + "x".repeat(1_001) + "'>")), "not-acceptable");
        refused(set(item("nurse", ">" + "<group>g</group>".repeat(51))), "bad-request");
        refused(set(item("nurse", " subscription='remove'>")), "item-not-found");
        refused(set(item("juliet", ">")), "not-allowed");
        refused(
                get(null).replace("<query xmlns='" + NS + "'/>", "<query xmlns='" + NS + "'><item jid='a'/></query>"),
                "bad-request");
        refused(set(item("nurse", ">")).replace("id='s'", "id='s' to='romeo@capulet.example'"), "forbidden");
        refused(get(null).replace("id='g'", "id='g' to='romeo@capulet.example'"), "forbidden");
        assertThat(juliet.says(get(null)).gotOne()).doesNotContain("<item");
    }

    @Test
    void removalUndoesBothSubscriptions() {
        world.befriend("juliet", "romeo");
        var romeo = world.online("romeo/orchard");
        juliet.got();
        juliet.says(set(item("romeo", " subscription='remove'>")));
        assertThat(romeo.got())
                .anyMatch(xml -> xml.contains("type='unsubscribe'"))
                .anyMatch(xml -> xml.contains("type='unsubscribed'"))
                .anyMatch(xml ->
                        xml.contains("type='unavailable'") && xml.contains("from='juliet@capulet.example/balcony'"));
        romeo.says(get(null));
        assertThat(romeo.gotOne()).contains("<item jid='juliet@capulet.example' subscription='none'/>");
    }

    @Test
    void aKnownVersionGetsOnlyWhatChanged() {
        juliet.says(set(item("nurse", ">")), set(item("romeo", ">")));
        juliet.got();
        var version = version(juliet.says(get("")).gotOne());
        var chamber = world.connect("juliet/chamber");
        assertThat(chamber.says(get(version)).gotOne())
                .contains("type='result'")
                .doesNotContain("query");
        juliet.says(
                set(item("tybalt", ">")),
                set(item("nurse", " subscription='remove'>")),
                set(item("tybalt", " name='T'>")));
        var garden = world.connect("juliet/garden");
        var got = garden.says(get(version)).got();
        assertThat(got).hasSize(3);
        assertThat(got.get(0)).contains("type='result'").doesNotContain("query");
        assertThat(got.get(1)).contains("nurse@capulet.example' subscription='remove'");
        assertThat(got.get(2)).contains("tybalt@capulet.example' name='T'");
        assertThat(version(got.get(1))).isNotEqualTo(version(got.get(2)));
        juliet.got();
        assertThat(version(got.get(2))).isEqualTo(version(juliet.says(get("")).gotOne()));
    }

    @Test
    void anUnknownVersionGetsEverything() {
        juliet.says(set(item("nurse", ">")));
        juliet.got();
        for (var version : List.of("", "x", "99-1", "1-ffff", "-1", "0", "1-1~1", "99999999999999999999-1")) {
            assertThat(juliet.says(get(version)).gotOne()).contains("nurse@capulet.example");
        }
    }

    @Test
    void soManyRemovalsAreRemembered() {
        var version = version(juliet.says(get("")).gotOne());
        juliet.says(set(item("nurse", ">")));
        juliet.got();
        var recent = version(juliet.says(get("")).gotOne());
        for (int i = 0; i <= Roster.REMOVALS; i++) {
            juliet.says(set(item("n" + i, ">")), set(item("n" + i, " subscription='remove'>")));
        }
        juliet.got();
        assertThat(juliet.says(get(recent)).gotOne()).contains("<query");
        assertThat(juliet.says(get(version)).gotOne()).contains("<query");
        assertThat(world.store.load(juliet.jid().bare()).rows()).hasSize(Roster.REMOVALS + 1);
    }

    @Test
    void theVersionOutlivesTheSession() {
        juliet.says(set(item("nurse", ">")));
        juliet.got();
        var version = version(juliet.says(get("")).gotOne());
        juliet.leaves(Ending.CLOSED);
        var again = world.connect("juliet/balcony");
        assertThat(again.says(get(version)).gotOne()).doesNotContain("query");
    }
}
