package offhook.xmpp.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import org.junit.jupiter.api.Test;

/** The groups of the directory stand in the rosters of their members, and change there without a new login. */
class SharedRosterTest {

    private final World world = new World();

    private static List<String> items(TestClient client) {
        return client.got().stream()
                .filter(xml -> xml.contains("jabber:iq:roster"))
                .map(xml -> xml.replaceAll("(?s).*?(<item.*)</query>.*", "$1"))
                .toList();
    }

    private static final String ROMEO = "<item jid='romeo@capulet.example' name='Romeo' subscription='both'>";
    private static final String JULIET = "<item jid='juliet@capulet.example' name='Juliet' subscription='both'>";

    private static String set(String item) {
        return "<iq type='set' id='s'><query xmlns='jabber:iq:roster'>" + item + "</query></iq>";
    }

    @Test
    void membersSeeEachOther() {
        world.groups("juliet", "Verona");
        world.groups("romeo", "Verona", "Lovers");
        var juliet = world.connect("juliet/balcony");
        juliet.says("<iq type='get' id='g'><query xmlns='jabber:iq:roster'/></iq>");
        assertThat(juliet.gotOne())
                .contains(ROMEO + "<group>Verona</group></item>")
                .doesNotContain("Lovers", "nurse");
        juliet.says("<presence/>").got();
        var romeo = world.connect("romeo/orchard").says("<presence><status>here</status></presence>");
        assertThat(juliet.gotOne()).contains("<status>here</status>", "from='romeo@capulet.example/orchard'");
        assertThat(romeo.got()).anyMatch(xml -> xml.contains("from='juliet@capulet.example/balcony'"));
    }

    @Test
    void whoIsAddedIsPushedAndSeen() {
        world.groups("juliet", "Verona");
        var juliet = world.online("juliet/balcony");
        var romeo = world.online("romeo/orchard");
        world.groups("romeo", "Verona");
        var got = juliet.got();
        assertThat(got).anyMatch(xml -> xml.contains(ROMEO + "<group>Verona</group></item>"));
        assertThat(got).anyMatch(xml -> xml.startsWith("<presence") && xml.contains("romeo@capulet.example/orchard"));
        got = romeo.got();
        assertThat(got).anyMatch(xml -> xml.contains(JULIET + "<group>Verona</group></item>"));
        assertThat(got).anyMatch(xml -> xml.startsWith("<presence") && xml.contains("juliet@capulet.example/balcony"));
    }

    /** Their roster was in memory all the time, and nobody told it. */
    @Test
    void whoWasAwayIsNotToldOfWhatWas() {
        world.groups("juliet", "Verona");
        world.online("juliet/balcony").leaves(Ending.CLOSED);
        world.groups("romeo", "Verona");
        var juliet = world.connect("juliet/balcony");
        juliet.says("<iq type='get' id='g'><query xmlns='jabber:iq:roster'/></iq>");
        var given = juliet.gotOne().replaceAll("(?s).* ver='[0-9]+(-[0-9a-f]+)'.*", "$1");
        juliet.says(set("<item jid='nurse@capulet.example'/>"));
        assertThat(juliet.got()).anyMatch(xml -> xml.contains("type='set'") && xml.contains(given + "'"));
    }

    /** Otherwise a thousand such people would make a thousand pictures of everybody. */
    @Test
    void whoIsInNoGroupChangesNothing() {
        var groups = new SharedGroups(world.people);
        groups.follow(change -> {});
        world.groups("juliet", "Verona");
        var before = groups.now();

        world.rename("tybalt", "Tybalt Capulet");

        assertThat(groups.now()).isSameAs(before);
    }

    @Test
    void whoIsMovedIsMoved() {
        world.groups("juliet", "Verona", "Lovers");
        world.groups("romeo", "Verona");
        var juliet = world.online("juliet/balcony");
        world.groups("romeo", "Lovers");
        assertThat(items(juliet)).containsExactly(ROMEO + "<group>Lovers</group></item>");
        world.groups("romeo", "Lovers", "Verona");
        assertThat(items(juliet)).containsExactly(ROMEO + "<group>Lovers</group><group>Verona</group></item>");
    }

    @Test
    void whoIsRenamedIsRenamed() {
        world.groups("juliet", "Verona");
        world.groups("romeo", "Verona");
        var juliet = world.online("juliet/balcony");
        world.rename("romeo", "Romeo Montague");
        assertThat(items(juliet))
                .containsExactly(ROMEO.replace("'Romeo'", "'Romeo Montague'") + "<group>Verona</group></item>");
    }

    @Test
    void whoIsRemovedGoes() {
        world.groups("juliet", "Verona");
        world.groups("romeo", "Verona");
        var juliet = world.online("juliet/balcony");
        var romeo = world.online("romeo/orchard");
        juliet.got();
        world.groups("romeo");
        var got = juliet.got();
        assertThat(got).anyMatch(xml -> xml.contains("<item jid='romeo@capulet.example' subscription='remove'/>"));
        assertThat(got)
                .anyMatch(xml ->
                        xml.contains("type='unavailable'") && xml.contains("from='romeo@capulet.example/orchard'"));
        assertThat(romeo.got())
                .anyMatch(xml -> xml.contains("<item jid='juliet@capulet.example' subscription='remove'/>"))
                .anyMatch(xml ->
                        xml.contains("type='unavailable'") && xml.contains("from='juliet@capulet.example/balcony'"));
    }

    @Test
    void whoIsDisabledGoesToo() {
        world.groups("juliet", "Verona");
        world.groups("romeo", "Verona");
        var juliet = world.online("juliet/balcony");
        world.people.disable("romeo");
        world.time.run();
        assertThat(items(juliet)).containsExactly("<item jid='romeo@capulet.example' subscription='remove'/>");
    }

    @Test
    void anOwnSubscriptionOutlivesTheGroup() {
        world.groups("juliet", "Verona");
        world.groups("romeo", "Verona");
        world.groups("romeo");
        world.befriend("juliet", "romeo");
        world.groups("romeo", "Verona");
        var juliet = world.online("juliet/balcony");
        var romeo = world.online("romeo/orchard");
        juliet.got();
        world.groups("romeo");
        assertThat(juliet.got())
                .hasSize(1)
                .allMatch(xml -> xml.contains("<item jid='romeo@capulet.example' subscription='both'/>"));
        romeo.got();
        juliet.says("<presence><status>still here</status></presence>");
        assertThat(romeo.gotOne()).contains("still here");
    }

    /** §"Roster and directory": the user's handle and groups lie over the directory's. */
    @Test
    void theUserMayRenameAndGroup() {
        world.groups("juliet", "Verona");
        world.groups("romeo", "Verona");
        var juliet = world.online("juliet/balcony");
        juliet.says(set(
                "<item jid='romeo@capulet.example' name='Darling'><group>Verona</group><group>Lovers</group></item>"));
        var darling = "<item jid='romeo@capulet.example' name='Darling' subscription='both'>"
                + "<group>Verona</group><group>Lovers</group></item>";
        assertThat(items(juliet)).containsExactly(darling);
        world.rename("romeo", "Romeo Montague");
        assertThat(items(juliet)).isEmpty(); // her name for him stays
        world.groups("romeo", "Verona", "Lovers");
        world.groups("juliet", "Verona", "Lovers");
        juliet.got();
        world.groups("romeo");
        assertThat(items(juliet)).containsExactly("<item jid='romeo@capulet.example' subscription='remove'/>");
        world.groups("romeo", "Verona");
        assertThat(items(juliet)).containsExactly(darling);
    }

    @Test
    void theNameOfTheDirectoryIsNobodysOwn() {
        world.groups("juliet", "Verona");
        world.groups("romeo", "Verona");
        var juliet = world.online("juliet/balcony");
        juliet.says(set("<item jid='romeo@capulet.example' name='Romeo'><group>Verona</group></item>"));
        juliet.got();
        world.rename("romeo", "Romeo Montague");
        assertThat(items(juliet)).hasSize(1).allMatch(item -> item.contains("name='Romeo Montague'"));
    }

    @Test
    void aRemovalComesBack() {
        world.groups("juliet", "Verona");
        world.groups("romeo", "Verona");
        var juliet = world.online("juliet/balcony");
        juliet.says(set("<item jid='romeo@capulet.example' name='Darling'/>"));
        juliet.got();
        juliet.says(set("<item jid='romeo@capulet.example' subscription='remove'/>"));
        assertThat(items(juliet)).containsExactly(ROMEO + "<group>Verona</group></item>");
    }

    @Test
    void nobodyLeavesByUnsubscribing() {
        world.groups("juliet", "Verona");
        world.groups("romeo", "Verona");
        var juliet = world.online("juliet/balcony");
        var romeo = world.online("romeo/orchard");
        juliet.got();
        romeo.got();
        for (var type : List.of("unsubscribe", "unsubscribed", "subscribe", "subscribed")) {
            juliet.says("<presence to='romeo@capulet.example' type='" + type + "'/>");
            assertThat(items(juliet)).containsExactly(ROMEO + "<group>Verona</group></item>");
            assertThat(romeo.got()).isEmpty();
        }
    }

    @Test
    void aRequestThatWaitsIsForgottenWhileTheyShareAGroup() {
        world.online("romeo/orchard")
                .says("<presence to='juliet@capulet.example' type='subscribe'/>")
                .leaves(Ending.CLOSED);
        world.groups("juliet", "Verona");
        world.groups("romeo", "Verona");
        var juliet = world.connect("juliet/balcony").says("<presence/>");
        assertThat(juliet.got()).noneMatch(xml -> xml.contains("type='subscribe'"));
        world.groups("romeo");
        juliet.leaves(Ending.CLOSED);
        assertThat(world.connect("juliet/balcony").says("<presence/>").got())
                .anyMatch(xml -> xml.contains("type='subscribe'"));
    }

    @Test
    void aVersionKnowsOfTheDirectory() {
        world.groups("juliet", "Verona");
        var juliet = world.connect("juliet/balcony");
        var get = "<iq type='get' id='g'><query xmlns='jabber:iq:roster' ver='%s'/></iq>";
        var version = juliet.says(get.formatted("")).gotOne().replaceAll("(?s).* ver='([^']*)'.*", "$1");
        assertThat(juliet.says(get.formatted(version)).gotOne()).doesNotContain("query");
        world.groups("romeo", "Verona");
        juliet.got();
        assertThat(juliet.says(get.formatted(version)).gotOne()).contains(ROMEO);
    }

    @Test
    void ofSeveralPushesOnlyTheLastHasAVersionThatCounts() {
        world.groups("romeo", "Verona");
        world.groups("nurse", "Verona");
        var juliet = world.online("juliet/balcony");
        world.groups("juliet", "Verona");
        var versions = juliet.got().stream()
                .filter(xml -> xml.contains("jabber:iq:roster"))
                .map(xml -> xml.replaceAll("(?s).* ver='([^']*)'.*", "$1"))
                .toList();
        assertThat(versions).hasSize(2).doesNotHaveDuplicates();
        var get = "<iq type='get' id='g'><query xmlns='jabber:iq:roster' ver='%s'/></iq>";
        assertThat(juliet.says(get.formatted(versions.get(0))).gotOne()).contains("<query");
        assertThat(juliet.says(get.formatted(versions.get(1))).gotOne()).doesNotContain("<query");
    }
}
