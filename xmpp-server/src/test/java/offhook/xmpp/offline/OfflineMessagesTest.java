package offhook.xmpp.offline;

import static offhook.xmpp.offline.OfflineWorld.answer;
import static offhook.xmpp.offline.OfflineWorld.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import offhook.runtime.config.Size;
import offhook.xmpp.routing.SessionListener.Ending;
import org.junit.jupiter.api.Test;

/** Messages that wait: stored, sent, and dropped only when they were taken. */
class OfflineMessagesTest {

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void whatWaitedSaysSinceWhen() {
        try (var w = new OfflineWorld()) {
            w.write(1, 1);
            w.world.time.passSeconds(60);
            var got = w.online("balcony").got();
            assertThat(got)
                    .anyMatch(xml -> xml.contains("<body>1</body>")
                            && xml.contains("<delay xmlns='urn:xmpp:delay' from='capulet.example'"
                                    + " stamp='2026-11-22T14:05:00Z'/>"));
        }
    }

    @Test
    void isDroppedWhenThePingIsAnswered() {
        try (var w = new OfflineWorld()) {
            w.write(1, 3);
            var balcony = w.online("balcony");
            var got = balcony.got();
            assertThat(bodies(got)).isEqualTo(numbers(1, 3));
            assertThat(w.stored()).isEqualTo(3);
            answer(balcony, got);
            assertThat(w.stored()).isZero();
            balcony.leaves(Ending.CUT);
            assertThat(bodies(w.online("chamber").got())).isEmpty();
        }
    }

    @Test
    void anErrorIsAnAnswerToo() {
        try (var w = new OfflineWorld()) {
            w.write(1, 1);
            var balcony = w.online("balcony");
            balcony.says(OfflineWorld.pong(balcony.got()).replace("result", "error"));
            assertThat(w.stored()).isZero();
        }
    }

    @Test
    void aCutPutsItBack() {
        try (var w = new OfflineWorld()) {
            w.write(1, 3);
            var balcony = w.online("balcony");
            assertThat(bodies(balcony.got())).hasSize(3);
            balcony.leaves(Ending.CUT);
            assertThat(bodies(w.online("chamber").got())).isEqualTo(numbers(1, 3));
        }
    }

    @Test
    void aCutPutsItBackForAClientThatIsThere() {
        try (var w = new OfflineWorld()) {
            w.write(1, 3);
            var balcony = w.online("balcony");
            var chamber = w.online("chamber");
            assertThat(bodies(chamber.got())).isEmpty();
            balcony.leaves(Ending.CUT);
            assertThat(bodies(chamber.got())).isEqualTo(numbers(1, 3));
        }
    }

    @Test
    void aGoodbyeCountsAsTaken() {
        try (var w = new OfflineWorld()) {
            w.write(1, 3);
            w.online("balcony").leaves(Ending.CLOSED);
            assertThat(w.stored()).isZero();
        }
    }

    @Test
    void silenceForHalfAMinuteCountsAsTaken() {
        try (var w = new OfflineWorld()) {
            w.write(1, 3);
            w.online("balcony");
            w.world.time.passSeconds(29);
            assertThat(w.stored()).isEqualTo(3);
            w.world.time.passSeconds(1);
            assertThat(w.stored()).isZero();
        }
    }

    @Test
    void clientsOf2004AreNotAsked() {
        try (var w = new OfflineWorld()) {
            w.write(1, 3);
            var balcony = w.world.client("juliet/balcony").legacy(true);
            w.world.clients.bound(balcony);
            assertThat(bodies(balcony.says("<presence/>").got())).hasSize(3);
            assertThat(w.stored()).isZero();
        }
    }

    @Test
    void aWindowOfFiftyIsTakenBeforeTheNext() {
        try (var w = new OfflineWorld()) {
            w.write(1, 120);
            var balcony = w.online("balcony");
            var got = balcony.got();
            assertThat(bodies(got)).isEqualTo(numbers(1, 50));
            w.write(121, 122); // what comes now must not overtake
            assertThat(bodies(balcony.got())).isEmpty();
            var all = new ArrayList<>(bodies(got));
            while (w.stored() > 0) {
                answer(balcony, got);
                got = balcony.got();
                all.addAll(bodies(got));
            }
            assertThat(all).isEqualTo(numbers(1, 122));
            w.write(123, 123); // and then nothing is in its way
            var live = balcony.got();
            assertThat(bodies(live)).containsExactly("123");
            assertThat(live.get(0)).doesNotContain("urn:xmpp:delay");
            assertThat(w.stored()).isZero();
        }
    }

    @Test
    void aMessageForAClientThatIsGivenNothingIsNotHeldBack() {
        try (var w = new OfflineWorld()) {
            w.write(1, 60);
            w.online("balcony");
            var cellar = w.world.connect("juliet/cellar").says("<presence><priority>-1</priority></presence>");
            cellar.got();
            w.world
                    .online("romeo/orchard")
                    .says("<message to='juliet@capulet.example/cellar' type='chat'><body>now</body></message>");
            assertThat(bodies(cellar.got())).containsExactly("now");
        }
    }

    @Test
    void negativePriorityGetsNothing() {
        try (var w = new OfflineWorld()) {
            w.write(1, 1);
            var cellar = w.world.connect("juliet/cellar").says("<presence><priority>-1</priority></presence>");
            assertThat(bodies(cellar.got())).isEmpty();
            assertThat(bodies(cellar.says("<presence><priority>0</priority></presence>")
                            .got()))
                    .containsExactly("1");
        }
    }

    @Test
    void aFullStoreSaysSo() {
        try (var w = new OfflineWorld(new OfflineConfig(2, new Size(1 << 20), Duration.ofDays(1)))) {
            w.write(1, 2);
            var romeo = w.world.online("romeo/orchard");
            romeo.says("<message to='juliet@capulet.example' type='chat' id='m3'><body>3</body></message>");
            assertThat(romeo.gotOne()).contains("type='error'", "service-unavailable", "id='m3'");
            assertThat(bodies(w.online("balcony").got())).isEqualTo(numbers(1, 2));
        }
    }

    @Test
    void aStoreIsFullByBytesToo() {
        try (var w = new OfflineWorld(new OfflineConfig(100, new Size(300), Duration.ofDays(1)))) {
            w.write(1, 10);
            assertThat(w.stored()).isBetween(1, 3);
        }
    }

    @Test
    void whatIsOldIsDropped() {
        try (var w = new OfflineWorld()) {
            w.write(1, 3);
            w.world.time.pass(Duration.ofDays(89));
            w.write(4, 4);
            w.world.time.pass(Duration.ofDays(2));
            assertThat(w.stored()).isEqualTo(1);
            var balcony = w.online("balcony");
            var got = balcony.got();
            assertThat(bodies(got)).containsExactly("4");
            answer(balcony, got);
            w.write(5, 5);
            assertThat(bodies(balcony.got())).containsExactly("5");
        }
    }

    @Test
    void whatIsNotWorthKeepingVanishesSilently() {
        try (var w = new OfflineWorld()) {
            var romeo = w.world.online("romeo/orchard");
            romeo.says(
                    "<message to='juliet@capulet.example' type='chat'>"
                            + "<composing xmlns='http://jabber.org/protocol/chatstates'/><thread>t</thread></message>",
                    "<message to='juliet@capulet.example' type='chat'><body>x</body>"
                            + "<no-store xmlns='urn:xmpp:hints'/></message>",
                    "<message to='juliet@capulet.example' type='headline'><body>x</body></message>");
            assertThat(romeo.got()).isEmpty();
            assertThat(w.stored()).isZero();
            romeo.says(
                    "<message to='juliet@capulet.example' type='chat'><received xmlns='urn:xmpp:receipts' id='1'/></message>",
                    "<message to='juliet@capulet.example' type='chat'>"
                            + "<active xmlns='http://jabber.org/protocol/chatstates'/><store xmlns='urn:xmpp:hints'/></message>",
                    "<message to='juliet@capulet.example'><subject>only that</subject></message>");
            assertThat(w.stored()).isEqualTo(3);
        }
    }

    @Test
    void whatWaitedForARestartIsThere() {
        try (var w = new OfflineWorld()) {
            w.write(1, 2);
            var again = new OfflineMessages(
                    w.world.accounts,
                    w.world.router,
                    w.world.questions,
                    w.database,
                    OfflineConfig.DEFAULT,
                    w.world.time,
                    (account, id, tx) -> {},
                    Optional.empty(),
                    (account, message) -> message);
            again.start(w.world.time, w.world.time.lane());
            var balcony = w.world.connect("juliet/balcony");
            var resource = w.world.accounts.resource(balcony.jid()).orElseThrow();
            var presence =
                    offhook.xmpp.stanza.Presence.of(offhook.xmpp.stanza.Presence.Type.AVAILABLE, balcony.jid(), null);
            resource.available(presence, presence, w.world.time.instant());
            again.available(resource, presence, true);
            w.world.time.run();
            assertThat(bodies(balcony.got())).isEqualTo(numbers(1, 2));
        }
    }
}
