package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.Watcher;
import offhook.sip.transport.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may watch whom, what they see of a call, and what becomes of subscriptions. */
class LampTest {

    private final Database database = TestDatabases.sqlite();
    private final TestPeople people = TestPeople.ofVerona();
    private SipStage stage;
    private Watcher nurse;

    @BeforeEach
    void start() throws ConfigErrors {
        stage = new SipStage(List.of("pbx.host = \"192.0.2.200\""), database, people);
        nurse = new Watcher(stage.world, "192.0.2.3", "nurse");
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** The PBX calls Juliet in the name of somebody outside, and her phone rings. */
    private void ring() {
        var juliet = registered();
        stage.world.peer("192.0.2.200:5060").send(invite("15550123"));
        var invite = juliet.nextRequest();
        juliet.answer(invite, 180, "j");
        stage.time.run();
        stage.world.peer("192.0.2.200:5060").clear();
    }

    private static String invite(String caller) {
        return """
                INVITE sip:juliet@capulet.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.200:5060;branch=z9hG4bKinvite
                From: "Friar <Laurence>" <sip:%s@pbx.example>;tag=p
                To: <sip:juliet@capulet.example>
                Call-ID: outside
                CSeq: 1 INVITE
                Contact: <sip:192.0.2.200>

                """
                .formatted(caller);
    }

    private SipPeer registered() {
        var phone = new Watcher(stage.world, "192.0.2.10", "juliet");
        var response = phone.register();
        assertThat(response.status()).isEqualTo(200);
        return phone.peer();
    }

    private static String state(SipRequest notify) {
        return notify.value(HeaderName.SUBSCRIPTION_STATE).orElseThrow();
    }

    /** RFC 4235 §3.6: who calls is the business of those who are in the call. */
    @Test
    void contactsDoNotSeeWhoCalls() {
        nurse.subscribe("juliet", "dialog");
        nurse.notified();
        var self = new Watcher(stage.world, "192.0.2.10", "juliet");
        self.subscribe("juliet", "dialog");
        self.notified();
        var pbx = new Watcher(stage.world, "192.0.2.200", "pbx");
        assertThat(pbx.subscribe("juliet", "dialog").status()).isEqualTo(200);
        pbx.notified();
        stage.time.passSeconds(2);
        ring();
        assertThat(Watcher.body(nurse.notified()))
                .contains("<state>early</state>")
                .doesNotContain("remote", "15550123");
        assertThat(Watcher.body(self.notified()))
                .contains("<identity display=\"Friar &lt;Laurence&gt;\">sip:15550123@pbx.example</identity>");
    }

    @Test
    void thePbxSeesEverything() {
        ring();
        var pbx = new Watcher(stage.world, "192.0.2.200", "pbx");
        pbx.subscribe("201", "dialog");
        assertThat(Watcher.body(pbx.notified()))
                .contains("entity=\"sip:juliet@capulet.example\"")
                .contains("sip:15550123@pbx.example");
    }

    /** The state at once, also in the middle of a call. */
    @Test
    void theStateAtOnce() {
        ring();
        nurse.subscribe("juliet", "dialog");
        assertThat(Watcher.body(nurse.notified())).contains("version=\"0\"", "<state>early</state>");
    }

    @Test
    void whoSharesNothingSeesNothing() {
        people.change("juliet", user -> user.withGroups(Set.of("Capulet")));
        var refused = nurse.subscribe("juliet", "dialog");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(plain(new Watcher(stage.world, "192.0.2.3", "nurse")
                        .subscribe("benvolio", "dialog")
                        .toString()))
                .isEqualTo(plain(refused.toString()));
    }

    private static String plain(String answer) {
        return answer.replaceAll("(tag=|branch=|CSeq: )[^;\r]+", "$1")
                .replace("juliet", "x")
                .replace("benvolio", "x");
    }

    /** RFC 6665 §4.2.2: what is not allowed any more ends at once. */
    @Test
    void whoMovesToAnotherGroupIsSeenNoMore() {
        var friend = new Watcher(stage.world, "192.0.2.2", "romeo");
        friend.subscribe("nurse", "dialog");
        friend.notified();
        nurse.subscribe("juliet", "dialog");
        nurse.notified();
        people.change("juliet", user -> user.withGroups(Set.of("Capulet")));
        stage.time.run();
        assertThat(state(nurse.notified())).isEqualTo("terminated;reason=rejected");
        assertThat(nurse.refresh("dialog").status()).isEqualTo(481);
        people.change("romeo", user -> user.withGroups(Set.of("Montague")));
        stage.time.run();
        assertThat(state(friend.notified())).isEqualTo("terminated;reason=rejected");
        assertThat(stage.world.unread()).isEmpty();
    }

    /** A change that changes nothing about who may see whom ends nothing; nor is one's own phone, or the PBX, concerned. */
    @Test
    void whoMaySeeGoesOnSeeing() {
        var self = new Watcher(stage.world, "192.0.2.10", "juliet");
        self.subscribe("juliet", "dialog");
        self.notified();
        var pbx = new Watcher(stage.world, "192.0.2.200", "pbx");
        pbx.subscribe("juliet", "dialog");
        pbx.notified();
        nurse.subscribe("juliet", "dialog");
        nurse.notified();
        var groups = people.get("juliet").groups();
        people.change(
                "juliet",
                user -> user.withGroups(
                        Stream.concat(groups.stream(), Stream.of("More")).collect(Collectors.toSet())));
        stage.time.run();
        assertThat(stage.core().events().subscriptions()).isEqualTo(3);
        stage.hidden.add(people.get("juliet").id());
        stage.core().events().recheck(people.get("juliet").id());
        stage.time.run();
        assertThat(state(nurse.notified())).isEqualTo("terminated;reason=rejected");
        assertThat(stage.core().events().subscriptions()).isEqualTo(2);
        assertThat(stage.world.unread()).isEmpty();
    }

    /** Nobody has said so, but a refresh asks. */
    @Test
    void aRefreshAsksAgain() {
        nurse.subscribe("juliet", "dialog");
        nurse.notified();
        stage.hidden.add(people.get("juliet").id());
        assertThat(nurse.refresh("dialog").status()).isEqualTo(403);
        assertThat(state(nurse.notified())).isEqualTo("terminated;reason=rejected");
        assertThat(stage.core().events().subscriptions()).isZero();
    }

    @Test
    void nobodyElseRefreshes() {
        nurse.subscribe("juliet", "dialog");
        nurse.notified();
        var stranger = nurse.as(stage.world, "203.0.113.66", "tybalt");
        stranger.contact("<sip:tybalt@203.0.113.66>");
        assertThat(stranger.refresh("dialog").status()).isEqualTo(407);
        var romeo = nurse.as(stage.world, "192.0.2.2", "romeo");
        romeo.contact("<sip:romeo@192.0.2.2>");
        assertThat(romeo.refresh("dialog").status()).isEqualTo(403);
        stage.time.passSeconds(2);
        ring();
        assertThat(Watcher.body(nurse.notified())).contains("early");
        assertThat(stage.world.unread()).isEmpty();
    }

    @Test
    void whoLeavesIsWatchedByNobody() {
        nurse.subscribe("juliet", "dialog");
        nurse.notified();
        people.disable("juliet");
        stage.time.run();
        assertThat(state(nurse.notified())).isEqualTo("terminated;reason=noresource");
        assertThat(stage.core().events().subscriptions()).isZero();
    }

    @Test
    void whoLeavesWatchesNobody() {
        nurse.subscribe("juliet", "dialog");
        nurse.notified();
        people.disable("nurse");
        stage.time.run();
        assertThat(state(nurse.notified())).isEqualTo("terminated;reason=rejected");
    }

    /** RFC 6665 §4.2.2: "the notifier SHOULD remove the corresponding subscription". */
    @Test
    void silenceEndsIt() {
        nurse.subscribe("juliet", "dialog");
        stage.time.passSeconds(33);
        assertThat(stage.core().events().subscriptions()).isZero();
        nurse.peer().clear();
        stage.restart();
        stage.time.passSeconds(1);
        assertThat(nurse.peer().unread()).isEmpty();
    }

    /** RFC 5626: the connection is the only way to who opened it, whatever its Contact says. */
    @Test
    void aConnectionIsUsedAgain() {
        nurse = new Watcher(stage.world, "192.0.2.3", "nurse", Protocol.TCP);
        nurse.contact("<sip:nurse@192.0.2.99;transport=tcp>");
        assertThat(nurse.subscribe("juliet", "dialog").status()).isEqualTo(200);
        var notify = nurse.notified();
        assertThat(notify.uri()).hasToString("sip:nurse@192.0.2.99;transport=tcp");
        assertThat(notify.value(HeaderName.CONTACT)).contains("<sip:192.0.2.100:5060;transport=tcp>");
    }

    /** A name could lead to a peer that believes us: back to where it came from. */
    @Test
    void aNameIsNotLookedUp() {
        nurse.contact("<sip:nurse@mantua.example>");
        nurse.subscribe("juliet", "dialog");
        assertThat(nurse.notified().uri()).hasToString("sip:nurse@mantua.example");
    }

    /** RFC 3261 §12.2.1.1: numbers only rise, also over a restart after many. */
    @Test
    void numbersRise() {
        nurse.subscribe("juliet", "dialog");
        nurse.notified();
        long last = 0;
        for (int i = 0; i < 70; i++) {
            stage.time.passSeconds(2);
            nurse.refresh("dialog");
            stage.time.run();
            last = nurse.notified().cseq().number();
        }
        stage.restart();
        stage.time.passSeconds(1);
        assertThat(nurse.notified().cseq().number()).isGreaterThan(last);
    }

    /** One that answers with a failure that may pass is told the next change. */
    @Test
    void aFailureThatPasses() {
        nurse.subscribe("juliet", "dialog");
        nurse.notified(500);
        stage.world.pass(Duration.ofSeconds(2));
        ring();
        assertThat(Watcher.body(nurse.notified())).contains("early");
    }
}
