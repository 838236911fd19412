package offhook.xmpp.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import org.junit.jupiter.api.Test;

/** Presence as users see it, RFC 6121 §4, without any overlay. */
class PresencesTest {

    private final World world = friends();

    private static World friends() {
        var world = new World();
        world.befriend("juliet", "romeo");
        return world;
    }

    private static List<String> presences(TestClient client) {
        return client.got().stream().filter(xml -> xml.startsWith("<presence")).toList();
    }

    /** §4.2. */
    @Test
    void initialPresenceGoesToContactsAndOwnClients() {
        var romeo = world.online("romeo/orchard");
        var nurse = world.online("nurse/kitchen");
        var chamber = world.online("juliet/chamber");
        romeo.got();
        var balcony = world.connect("juliet/balcony").says("<presence><show>away</show></presence>");
        assertThat(romeo.gotOne())
                .contains("from='juliet@capulet.example/balcony'", "to='romeo@capulet.example'", "away");
        assertThat(chamber.gotOne()).contains("from='juliet@capulet.example/balcony'", "to='juliet@capulet.example'");
        assertThat(nurse.got()).isEmpty();
        assertThat(presences(balcony))
                .hasSize(3)
                .anyMatch(xml -> xml.contains("from='juliet@capulet.example/balcony'"))
                .anyMatch(xml -> xml.contains("from='juliet@capulet.example/chamber'"))
                .anyMatch(xml -> xml.contains("from='romeo@capulet.example/orchard'"));
    }

    /** §4.4 passes on the full XML. */
    @Test
    void aChangeIsBroadcastAsItIs() {
        var romeo = world.online("romeo/orchard");
        var juliet = world.online("juliet/balcony");
        romeo.got();
        juliet.says("<presence id='x'><status>a &amp; b</status><status xml:lang='cs'>č</status><priority>5</priority>"
                + "<c xmlns='http://jabber.org/protocol/caps' node='n' ver='v'/><idle xmlns='urn:xmpp:idle:1' since='s'/>"
                + "</presence>");
        assertThat(romeo.gotOne())
                .contains("id='x'")
                .endsWith("><status>a &amp; b</status><status xml:lang='cs'>č</status><priority>5</priority>"
                        + "<c xmlns='http://jabber.org/protocol/caps' node='n' ver='v'/>"
                        + "<idle xmlns='urn:xmpp:idle:1' since='s'/></presence>");
    }

    @Test
    void aBadPriorityIsRefused() {
        var romeo = world.online("romeo/orchard");
        var juliet = world.connect("juliet/balcony");
        juliet.says("<presence><priority>200</priority></presence>");
        assertThat(juliet.gotOne()).contains("type='error'", "bad-request");
        assertThat(romeo.got()).isEmpty();
    }

    /** §4.5. */
    @Test
    void unavailableIsBroadcastWithItsReason() {
        var romeo = world.online("romeo/orchard");
        var juliet = world.online("juliet/balcony");
        romeo.got();
        juliet.says("<presence type='unavailable'><status>bed</status></presence>");
        assertThat(romeo.gotOne()).contains("type='unavailable'", "<status>bed</status>");
        assertThat(juliet.gotOne()).contains("type='unavailable'");
        juliet.leaves(Ending.CLOSED);
        assertThat(romeo.got()).isEmpty();
    }

    @Test
    void whoIsCutOffIsSaidToBeUnavailable() {
        var romeo = world.online("romeo/orchard");
        var juliet = world.online("juliet/balcony");
        romeo.got();
        juliet.leaves(Ending.CUT);
        assertThat(romeo.gotOne())
                .contains("from='juliet@capulet.example/balcony'", "type='unavailable'", "to='romeo@capulet.example'");
    }

    /** §4.5.2: after unavailable presence the next one is initial again. */
    @Test
    void whoComesBackIsToldEverythingAgain() {
        world.online("romeo/orchard");
        var juliet = world.online("juliet/balcony").says("<presence type='unavailable'/>");
        juliet.got();
        juliet.says("<presence/>");
        assertThat(presences(juliet)).anyMatch(xml -> xml.contains("romeo@capulet.example/orchard"));
    }

    /** §4.6.3. */
    @Test
    void directedPresenceIsTakenBackAtTheEnd() {
        var nurse = world.online("nurse/kitchen");
        var juliet = world.online("juliet/balcony");
        juliet.says("<presence to='nurse@capulet.example/kitchen'><status>only you</status></presence>");
        assertThat(nurse.gotOne()).contains("only you", "from='juliet@capulet.example/balcony'");
        juliet.says("<presence><show>away</show></presence>");
        assertThat(nurse.got()).isEmpty();
        juliet.leaves(Ending.CUT);
        assertThat(nurse.gotOne()).contains("type='unavailable'", "to='nurse@capulet.example/kitchen'");
    }

    @Test
    void directedPresenceIsTakenBackOnce() {
        var nurse = world.online("nurse/kitchen");
        var juliet = world.connect("juliet/balcony"); // case 3: never available
        juliet.says(
                "<presence to='nurse@capulet.example'/>", "<presence to='nurse@capulet.example' type='unavailable'/>");
        assertThat(nurse.got()).hasSize(2);
        juliet.leaves(Ending.CUT);
        assertThat(nurse.got()).isEmpty();
    }

    @Test
    void directedPresenceOfOneWhoWasNeverAvailableIsTakenBack() {
        var nurse = world.online("nurse/kitchen");
        var juliet = world.connect("juliet/balcony").says("<presence to='nurse@capulet.example'/>");
        nurse.got();
        juliet.says("<presence type='unavailable'/>");
        assertThat(nurse.gotOne()).contains("type='unavailable'");
    }

    /** §4.3.2. */
    @Test
    void probesAreAnswered() {
        var romeo = world.online("romeo/orchard");
        romeo.says("<presence id='p' to='juliet@capulet.example' type='probe'/>");
        assertThat(romeo.gotOne()).contains("type='unavailable'", "from='juliet@capulet.example'", "id='p'");
        world.connect("juliet/balcony").says("<presence id='own'><show>dnd</show></presence>");
        world.connect("juliet/chamber").says("<presence/>");
        romeo.got();
        romeo.says("<presence id='p' to='juliet@capulet.example' type='probe'/>");
        assertThat(romeo.got())
                .hasSize(2)
                .anyMatch(xml -> xml.contains("id='own'") && xml.contains("dnd"))
                .anyMatch(xml -> xml.contains("from='juliet@capulet.example/chamber'"));
        romeo.says("<presence to='juliet@capulet.example/balcony' type='probe'/>");
        assertThat(romeo.gotOne())
                .contains("from='juliet@capulet.example/balcony'")
                .doesNotContain("dnd", "type=");
        romeo.says("<presence id='g' to='juliet@capulet.example/gone' type='probe'/>");
        assertThat(romeo.gotOne()).contains("type='unavailable'", "id='g'");
    }

    @Test
    void aStrangersProbeLearnsNothing() {
        var nurse = world.online("nurse/kitchen");
        var juliet = world.online("juliet/balcony");
        // the answer is "unsubscribed", which tells her own server something, and her client nothing
        nurse.says("<presence to='juliet@capulet.example' type='probe'/>");
        nurse.says("<presence to='rosaline@capulet.example' type='probe'/>");
        assertThat(nurse.got()).isEmpty();
        // §4.6.6: directed presence lets ask, but for no details
        juliet.says("<presence to='nurse@capulet.example'><show>away</show></presence>");
        nurse.got();
        nurse.says("<presence to='juliet@capulet.example/balcony' type='probe'/>");
        assertThat(nurse.gotOne())
                .contains("from='juliet@capulet.example/balcony'")
                .doesNotContain("away", "type=");
    }

    /** §3.1.3 rule 4. */
    @Test
    void aRequestIsRepeatedUntilItIsAnswered() {
        var nurse = world.online("nurse/kitchen");
        nurse.says("<presence to='juliet@capulet.example/balcony' type='subscribe'><status>please</status></presence>");
        nurse.says("<presence to='juliet@capulet.example' type='subscribe'><status>again</status></presence>");
        for (int i = 0; i < 2; i++) {
            var juliet = world.connect("juliet/balcony").says("<presence/>");
            assertThat(presences(juliet))
                    .filteredOn(xml -> xml.contains("subscribe"))
                    .hasSize(1)
                    .allMatch(xml -> xml.contains("<status>please</status>")
                            && xml.contains("from='nurse@capulet.example'")
                            && xml.contains("to='juliet@capulet.example'"));
            juliet.leaves(Ending.CUT);
        }
        var juliet = world.online("juliet/chamber").says("<presence to='nurse@capulet.example' type='unsubscribed'/>");
        assertThat(presences(nurse)).anyMatch(xml -> xml.contains("type='unsubscribed'"));
        juliet.leaves(Ending.CUT);
        assertThat(presences(world.connect("juliet/balcony").says("<presence/>")))
                .noneMatch(xml -> xml.contains("subscribe"));
    }

    @Test
    void aHugeRequestIsKeptWithoutItsContent() {
        var nurse = world.online("nurse/kitchen");
        nurse.says("<presence to='juliet@capulet.example' type='subscribe'><status>" + "x".repeat(5_000)
                + "</status></presence>");
        assertThat(presences(world.connect("juliet/balcony").says("<presence/>")))
                .anyMatch(xml -> xml.contains("type='subscribe'") && xml.length() < 200);
    }

    @Test
    void nobodySubscribesToThemselves() {
        var juliet = world.online("juliet/balcony");
        assertThat(juliet.says("<presence to='juliet@capulet.example' type='subscribe'/>")
                        .gotOne())
                .contains("not-allowed");
    }

    /** §3.1.5, §3.1.6: the approval, then the push, then the presence. */
    @Test
    void anApprovalComesInItsOrder() {
        var nurse = world.online("nurse/kitchen");
        var juliet = world.online("juliet/balcony");
        nurse.says("<presence to='juliet@capulet.example' type='subscribe'/>");
        assertThat(nurse.gotOne()).contains("ask='subscribe'", "subscription='none'");
        assertThat(juliet.gotOne()).contains("type='subscribe'");
        juliet.says("<presence to='nurse@capulet.example' type='subscribed'/>");
        var got = nurse.got();
        assertThat(got.get(0)).contains("type='subscribed'", "from='juliet@capulet.example'");
        assertThat(got.get(1)).contains("subscription='to'").doesNotContain("ask");
        assertThat(got.get(2)).contains("from='juliet@capulet.example/balcony'");
        assertThat(juliet.gotOne()).contains("<item jid='nurse@capulet.example' subscription='from'/>");
    }

    /** §3.2.2: unavailable comes before the cancellation. */
    @Test
    void aCancellationComesInItsOrder() {
        var romeo = world.online("romeo/orchard");
        var juliet = world.online("juliet/balcony");
        romeo.got();
        juliet.got();
        juliet.says("<presence to='romeo@capulet.example' type='unsubscribed'/>");
        var got = romeo.got();
        assertThat(got.get(0)).contains("type='unavailable'", "from='juliet@capulet.example/balcony'");
        assertThat(got.get(1)).contains("type='unsubscribed'", "from='juliet@capulet.example'");
        assertThat(got.get(2)).contains("subscription='from'");
        assertThat(juliet.gotOne()).contains("subscription='to'");
        juliet.says("<presence><status>secret</status></presence>");
        assertThat(presences(romeo)).isEmpty();
    }

    @Test
    void presenceErrorsReachWhoeverIsMeant() {
        var romeo = world.online("romeo/orchard");
        var juliet = world.online("juliet/balcony");
        juliet.got();
        var error = "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        romeo.says("<presence to='juliet@capulet.example/balcony' type='error'>" + error + "</presence>");
        assertThat(juliet.gotOne()).contains("type='error'");
    }

    /** XEP-0198 §4: whoever asks is told that the request is taken care of when the contact's side of it is kept. */
    @Test
    void aRequestIsTakenCareOfWhenItIsKept() {
        var free = new AtomicBoolean();
        var custody = new Custody(() -> free.set(true));
        var request = Presence.of(
                Presence.Type.SUBSCRIBE, Jid.parse("juliet@capulet.example"), Jid.parse("nurse@capulet.example"));

        world.router.route(request.in(custody));
        custody.release();
        assertThat(free).isFalse();

        world.time.run();
        assertThat(free).isTrue();
    }
}
