package offhook.gateway.notify;

import static offhook.gateway.notify.Calls.romeo;
import static offhook.gateway.notify.Calls.tybalt;
import static offhook.gateway.notify.NotifyWorld.JULIET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import offhook.directory.NotifyPolicy;
import offhook.gateway.notify.OfflineStore.Stored;
import offhook.mail.Outcome.Accepted;
import offhook.mail.Outcome.TryLater;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What several missed calls come to: corrections, counts, digests, one mail. */
class MergingTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Database database = TestDatabases.sqlite();
    private final NotifyWorld world = NotifyWorld.on(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theSameCallTwiceIsOneAlert() {
        world.missed("a", romeo());
        world.missed("a", romeo());
        assertThat(world.bodies()).hasSize(1);
    }

    @Test
    void theSameCallerWithinTenMinutesCorrectsTheAlert() {
        world.chat.login(JULIET);
        world.missed("a", romeo());
        world.chat.acknowledge(JULIET);
        world.pass(MINUTE);
        world.missed("b", romeo());
        world.chat.acknowledge(JULIET);
        world.pass(Duration.ofMinutes(9));
        world.missed("c", romeo());
        world.chat.acknowledge(JULIET);

        assertThat(world.chat.taken())
                .extracting(Stored::id)
                .containsExactly(MissedCallsTest.id("a"), MissedCallsTest.id("b"), MissedCallsTest.id("c"));
        // XEP-0308: "the id of the original message is used in each case".
        assertThat(world.chat.taken())
                .extracting(Stored::replaces)
                .containsExactly(null, MissedCallsTest.id("a"), MissedCallsTest.id("a"));
        assertThat(world.chat.taken().get(2).from())
                .isEqualTo(world.chat.taken().get(0).from());
        assertThat(world.chat.taken().get(2).body()).contains("today 14:05 (3×, last 14:15). Call back");
    }

    @Test
    void aCorrectionReplacesWhatIsStillInTheStore() {
        world.chat.login(JULIET);
        world.missed("a", romeo());
        world.missed("b", romeo());
        world.missed("c", romeo());
        assertThat(world.chat.waiting(JULIET)).extracting(Stored::id).containsExactly(MissedCallsTest.id("c"));
        assertThat(world.bodies()).first().asString().contains("(3×, last 14:05)");
    }

    @Test
    void theSameCallerLaterIsANewAlert() {
        world.chat.login(JULIET);
        world.missed("a", romeo());
        world.chat.acknowledge(JULIET);
        world.pass(Duration.ofMinutes(10));
        world.missed("b", romeo());
        assertThat(world.chat.waiting(JULIET)).extracting(Stored::replaces).containsOnlyNulls();
        assertThat(world.bodies().get(0)).doesNotContain("×");
    }

    @Test
    void anotherCallerIsAnotherAlert() {
        world.chat.login(JULIET);
        world.missed("a", romeo());
        world.missed("b", tybalt());
        assertThat(world.chat.waiting(JULIET))
                .extracting(message -> message.from().toString())
                .containsExactly("phone.capulet.example/15550123", "phone.capulet.example/tybalt");
    }

    @Test
    void severalAlertsWhileOfflineBecomeOneDigest() {
        world.missed("a", romeo());
        world.missed("b", tybalt());
        world.pass(MINUTE);
        world.missed("c", romeo());
        assertThat(world.chat.waiting(JULIET)).hasSize(1).first().satisfies(message -> {
            assertThat(message.from()).hasToString("phone.capulet.example/missed-calls");
            assertThat(message.replaces()).isNull();
            assertThat(message.body())
                    .startsWith("3 missed calls:\n– Romeo Montague (+1 555 0123), today 14:05 (2×, last 14:06).")
                    .contains("\n– Tybalt, today 14:05, rang 0:12.");
        });
    }

    /** The client may have it, though its line was cut before it said so: only under the same id is that no second alert. */
    @Test
    void whatWasSentIsInNoDigest() {
        world.chat.login(JULIET);
        world.missed("a", romeo());
        world.chat.logout(JULIET);
        world.missed("b", tybalt());
        assertThat(world.chat.waiting(JULIET)).hasSize(2);
        assertThat(world.bodies().get(1)).startsWith("Missed call from Tybalt");
        world.chat.login(JULIET);
        world.chat.logout(JULIET);
        world.missed("c", Calls.caller("Mercutio", "sip:mercutio@pbx.example"));
        assertThat(world.bodies()).hasSize(3).last().asString().startsWith("Missed call from Mercutio");
    }

    @Test
    void oneCallerWhileOfflineIsOneCountedAlert() {
        world.missed("a", romeo());
        world.missed("b", romeo());
        assertThat(world.chat.waiting(JULIET)).hasSize(1).first().satisfies(message -> {
            assertThat(message.from()).hasToString("phone.capulet.example/15550123");
            assertThat(message.body()).contains("(2×, last 14:05)");
        });
    }

    @Test
    void aDigestThatIsTakenNeedsNoMailForAnyOfIt() {
        world.missed("a", romeo());
        world.missed("b", tybalt());
        world.chat.login(JULIET);
        world.chat.acknowledge(JULIET);
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.attempts()).isEmpty();
        world.missed("c", romeo());
        assertThat(world.bodies()).hasSize(1).first().asString().startsWith("Missed call from Romeo");
    }

    @Test
    void aDigestHoldsFiftyAlertsThenAnotherOneBegins() {
        for (int i = 0; i < 70; i++) {
            world.missed("c" + i, Calls.caller("", "sip:+1555000%04d@pbx.example".formatted(i)));
        }
        assertThat(world.chat.waiting(JULIET)).hasSize(2);
        assertThat(world.bodies().get(0)).startsWith("50 missed calls:").hasLineCount(51);
        assertThat(world.bodies().get(1)).startsWith("20 missed calls:");
    }

    @Test
    void whatWaitsForAMailGoesAsOne() {
        world.missed("a", romeo());
        world.pass(Duration.ofMinutes(10));
        world.missed("b", tybalt());
        world.pass(Duration.ofMinutes(5));
        assertThat(world.postman.inbox()).hasSize(1).first().satisfies(mail -> {
            assertThat(mail.subject()).hasToString("2 missed calls");
            assertThat(mail.text()).contains("Romeo Montague").contains("Tybalt");
        });
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.inbox()).hasSize(1);
        assertThat(world.bodies()).isEmpty();
    }

    @Test
    void whatComesWhileTheServerIsAwayFollowsAsOneMail() {
        world.policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new TryLater("no route"));
        world.missed("a", romeo());
        world.pass(MINUTE);
        world.missed("b", tybalt());
        world.missed("c", romeo());
        world.postman.answerWith(new Accepted());
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.inbox())
                .extracting(mail -> mail.subject().value())
                .containsExactly("Missed call from Romeo Montague (+1 555 0123)", "2 missed calls");
    }

    @Test
    void alertsCanComeInAThreadForEachCaller() {
        world.config = Calls.config("thread = \"caller\"");
        world.missed("a", romeo());
        world.missed("b", tybalt());
        world.missed("c", romeo());
        assertThat(world.chat.waiting(JULIET))
                .extracting(message -> message.from().toString())
                .containsExactlyInAnyOrder("+15550123@phone.capulet.example", "tybalt@phone.capulet.example");
        assertThat(world.bodies()).anyMatch(body -> body.contains("(2×, last 14:05)"));
    }
}
