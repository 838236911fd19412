package offhook.gateway.notify;

import static offhook.gateway.notify.Calls.AT;
import static offhook.gateway.notify.Calls.romeo;
import static offhook.gateway.notify.NotifyWorld.JULIET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import offhook.directory.NotifyPolicy;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told what, when, and by which channel. */
class NotifierTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Database database = TestDatabases.sqlite();
    private final NotifyWorld world = NotifyWorld.on(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anAlertIsStoredForChatAtOnceUnderItsOwnId() {
        world.missed("a", romeo());
        assertThat(world.chat.waiting(JULIET)).hasSize(1).first().satisfies(message -> {
            assertThat(message.from()).hasToString("phone.capulet.example/15550123");
            assertThat(message.id()).isEqualTo(MissedCallsTest.id("a"));
            assertThat(message.replaces()).isNull();
            assertThat(message.body())
                    .isEqualTo("Missed call from Romeo Montague (+1 555 0123), today 14:05, rang 0:12."
                            + " Call back: tel:+15550123");
        });
    }

    @Test
    void whatAClientTakesNeedsNoMail() {
        world.chat.login(JULIET);
        world.missed("a", romeo());
        world.chat.acknowledge(JULIET);
        world.pass(Duration.ofDays(4));
        assertThat(world.postman.attempts()).isEmpty();
        assertThat(world.notifier.waiting()).isZero();
    }

    @Test
    void whatNobodyTakesInFifteenMinutesBecomesAMailAndIsWithdrawn() {
        world.missed("a", romeo());
        world.pass(Duration.ofMinutes(15).minusSeconds(2));
        assertThat(world.postman.attempts()).isEmpty();
        world.pass(SECOND);
        assertThat(world.postman.inbox()).hasSize(1).first().satisfies(mail -> {
            assertThat(mail.id()).hasToString('<' + MissedCallsTest.id("a") + "-mail@capulet.example>");
            assertThat(mail.to()).hasToString("juliet@capulet.example");
            assertThat(mail.from().address()).hasToString("phone@capulet.example");
            assertThat(mail.subject()).hasToString("Missed call from Romeo Montague (+1 555 0123)");
            assertThat(mail.text()).contains("today 14:05, rang 0:12").contains("Call back: tel:+15550123");
            assertThat(mail.html()).contains("<a href=\"tel:+15550123\">tel:+15550123</a>");
            assertThat(mail.date()).isEqualTo(AT);
        });
        world.pass(SECOND);
        assertThat(world.chat.waiting(JULIET)).isEmpty();
        assertThat(world.notifier.waiting()).isZero();
    }

    @Test
    void theWaitIsTheSameForSomebodyOnlineWhoseClientTakesNothing() {
        world.chat.login(JULIET);
        world.missed("a", romeo());
        world.pass(Duration.ofMinutes(15));
        assertThat(world.postman.inbox()).hasSize(1);
        assertThat(world.chat.waiting(JULIET)).isEmpty();
    }

    @Test
    void chatAloneSendsNoMail() {
        world.policy(NotifyPolicy.CHAT);
        world.missed("a", romeo());
        world.pass(Duration.ofDays(1));
        assertThat(world.bodies()).hasSize(1);
        assertThat(world.postman.attempts()).isEmpty();
    }

    @Test
    void emailAloneIsSentAtOnceAndNotStoredForChat() {
        world.policy(NotifyPolicy.EMAIL);
        world.missed("a", romeo());
        assertThat(world.postman.inbox()).hasSize(1);
        assertThat(world.bodies()).isEmpty();
    }

    @Test
    void bothAreBothAndNeitherStandsInForTheOther() {
        world.policy(NotifyPolicy.BOTH);
        world.missed("a", romeo());
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.inbox()).hasSize(1);
        assertThat(world.bodies()).hasSize(1);
    }

    @Test
    void noneIsNothing() {
        world.policy(NotifyPolicy.NONE);
        world.missed("a", romeo());
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.attempts()).isEmpty();
        assertThat(world.bodies()).isEmpty();
    }

    @Test
    void somebodyWithoutMailAddressIsToldInChat() {
        world.policy(NotifyPolicy.EMAIL, Optional.empty());
        world.missed("a", romeo());
        assertThat(world.bodies()).hasSize(1);
        assertThat(world.notifier.waiting()).isZero();
    }

    @Test
    void aReloadedWaitHoldsForTheNextAlert() {
        world.config = Calls.config("after = \"1s\"");
        world.missed("a", romeo());
        world.pass(SECOND);
        assertThat(world.postman.inbox()).hasSize(1);
    }

    @Test
    void afterARestartEverythingGoesOnFromTheRows() {
        world.missed("a", romeo());
        world.notifier.stop();
        world.pass(Duration.ofMinutes(1));
        world.restart();
        world.pass(Duration.ofMinutes(14));
        assertThat(world.postman.inbox()).hasSize(1);
        assertThat(world.chat.waiting(JULIET)).isEmpty();
    }

    @Test
    void stopEndsWhatWasBegunAndBeginsNothing() {
        var stopped = world.notifier.stop();
        world.pass(SECOND);
        assertThat(stopped).isCompleted();
        world.missed("a", romeo());
        assertThat(world.bodies()).isEmpty();
        assertThat(world.notifier.waiting()).isEqualTo(2);
        assertThat(world.notifier.oldest()).contains(AT.plusSeconds(1));
    }

    @Test
    void whatIsDoneIsForgottenAfterAWeek() {
        world.missed("a", romeo());
        world.pass(Duration.ofDays(6));
        assertThat(rows()).isEqualTo(2);
        world.pass(Duration.ofDays(2));
        assertThat(rows()).isZero();
    }

    private long rows() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM outbox")
                .mapTo(Long.class)
                .one());
    }
}
