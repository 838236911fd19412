package offhook.xmpp.offline;

import static offhook.xmpp.offline.OfflineWorld.JULIET;
import static offhook.xmpp.offline.OfflineWorld.PHONE;
import static offhook.xmpp.offline.OfflineWorld.answer;
import static offhook.xmpp.offline.OfflineWorld.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.Test;

/** Alerts: in the store before anybody gets them, and told on when somebody has taken them. */
class ServiceMessagesTest {

    private static void deliver(OfflineWorld w, String id, String body, String replaces) {
        var stage = w.deliveries().deliver(PHONE, JULIET, id, body, replaces).toCompletableFuture();
        assertThat(stage).isNotDone();
        w.world.time.run();
        assertThat(stage).isCompleted();
    }

    @Test
    void carriesItsIdInAllItsForms() {
        try (var w = new OfflineWorld()) {
            var balcony = w.online("balcony");
            balcony.got();
            w.deliveries()
                    .deliver(PHONE, JULIET, "vm-1", "Missed call", "vm-0", List.of(Element.of("x", "jabber:x:oob")));
            w.world.time.run();
            assertThat(balcony.got().get(0))
                    .isEqualTo(
                            "<message from='phone.capulet.example/15550123' to='juliet@capulet.example' id='vm-1'"
                                    + " type='chat'><body>Missed call</body><origin-id xmlns='urn:xmpp:sid:0' id='vm-1'/>"
                                    + "<store xmlns='urn:xmpp:hints'/>"
                                    + "<replace xmlns='urn:xmpp:message-correct:0' id='vm-0'/><x xmlns='jabber:x:oob'/></message>");
        }
    }

    @Test
    void waitsForALoginAndIsTaken() {
        try (var w = new OfflineWorld()) {
            deliver(w, "a", "one", null);
            assertThat(w.stored()).isEqualTo(1);
            w.world.time.passSeconds(60);
            assertThat(w.sent).isEmpty();
            var balcony = w.online("balcony");
            var got = balcony.got();
            assertThat(bodies(got)).containsExactly("one");
            assertThat(w.sent).containsExactly("a");
            assertThat(got.toString()).contains("urn:xmpp:delay");
            assertThat(w.taken).isEmpty();
            answer(balcony, got);
            assertThat(w.taken).containsExactly("a");
            assertThat(w.stored()).isZero();
        }
    }

    @Test
    void goesToEveryClientAndIsTakenOnce() {
        try (var w = new OfflineWorld()) {
            var balcony = w.online("balcony");
            var chamber = w.online("chamber");
            balcony.got();
            chamber.got();
            deliver(w, "a", "one", null);
            var first = balcony.got();
            var second = chamber.got();
            assertThat(bodies(first)).containsExactly("one");
            assertThat(bodies(second)).containsExactly("one");
            assertThat(w.sent).containsExactly("a");
            assertThat(first.toString()).doesNotContain("urn:xmpp:delay");
            answer(chamber, second);
            answer(balcony, first);
            assertThat(w.taken).containsExactly("a");
        }
    }

    @Test
    void isNotSentWhenItIsWithdrawnInTheLastMoment() {
        try (var w = new OfflineWorld()) {
            deliver(w, "a", "one", null);
            deliver(w, "b", "two", null);
            w.deliveries().withdraw(JULIET, "a");
            assertThat(bodies(w.online("balcony").got())).containsExactly("two");
            assertThat(w.sent).containsExactly("b");
        }
    }

    @Test
    void aCutOfOneClientLeavesItToTheOther() {
        try (var w = new OfflineWorld()) {
            var balcony = w.online("balcony");
            var chamber = w.online("chamber");
            chamber.got();
            deliver(w, "a", "one", null);
            balcony.leaves(Ending.CUT);
            var got = chamber.got();
            assertThat(bodies(got)).containsExactly("one"); // and not twice
            chamber.leaves(Ending.CUT);
            assertThat(w.stored()).isEqualTo(1);
            assertThat(bodies(w.online("garden").got())).containsExactly("one");
        }
    }

    @Test
    void aSecondCallWithTheSameIdChangesNothing() {
        try (var w = new OfflineWorld()) {
            deliver(w, "a", "one", null);
            deliver(w, "a", "two", null);
            assertThat(bodies(w.online("balcony").got())).containsExactly("one");
        }
    }

    @Test
    void replacesWhatNobodyHasGot() {
        try (var w = new OfflineWorld()) {
            deliver(w, "a", "1x", null);
            deliver(w, "b", "2x", "a");
            deliver(w, "c", "3x", "a");
            deliver(w, "other", "else", null);
            assertThat(w.stored()).isEqualTo(2);
            var balcony = w.online("balcony");
            var got = balcony.got();
            assertThat(bodies(got)).containsExactly("3x", "else");
            answer(balcony, got);
            assertThat(w.taken).containsExactly("c", "other");
        }
    }

    @Test
    void correctsWhatIsOnItsWay() {
        try (var w = new OfflineWorld()) {
            var balcony = w.online("balcony");
            balcony.got();
            deliver(w, "a", "1x", null);
            var first = balcony.got();
            deliver(w, "b", "2x", "a");
            var second = balcony.got();
            assertThat(bodies(second)).containsExactly("2x");
            answer(balcony, first);
            answer(balcony, second);
            assertThat(w.taken).containsExactly("a", "b");
        }
    }

    @Test
    void canBeWithdrawnWhileItWaits() {
        try (var w = new OfflineWorld()) {
            deliver(w, "a", "one", null);
            var there = w.deliveries().withdraw(JULIET, "a").toCompletableFuture();
            w.world.time.run();
            assertThat(there).isCompletedWithValue(true);
            var gone = w.deliveries().withdraw(JULIET, "a").toCompletableFuture();
            w.world.time.run();
            assertThat(gone).isCompletedWithValue(false);
            assertThat(bodies(w.online("balcony").got())).isEmpty();
        }
    }

    @Test
    void goesBehindWhatWaits() {
        try (var w = new OfflineWorld()) {
            w.write(1, 60);
            var balcony = w.online("balcony");
            var got = balcony.got();
            deliver(w, "a", "alert", null);
            assertThat(bodies(balcony.got())).isEmpty();
            answer(balcony, got);
            assertThat(bodies(balcony.got())).hasSize(11).endsWith("alert");
        }
    }

    @Test
    void hasNoLimitOfItsOwn() {
        try (var w = new OfflineWorld()) {
            w.write(1, 3);
            deliver(w, "a", "x".repeat(11 << 20), null);
            assertThat(w.stored()).isEqualTo(4);
        }
    }

    @Test
    void nobodyIsToldThatTheyDoNotExist() {
        try (var w = new OfflineWorld()) {
            assertThat(w.deliveries().deliver(PHONE, Jid.parse("rosaline@capulet.example"), "a", "b", null))
                    .isCompletedExceptionally();
        }
    }
}
