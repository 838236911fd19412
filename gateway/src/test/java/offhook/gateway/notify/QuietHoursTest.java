package offhook.gateway.notify;

import static offhook.gateway.notify.Calls.romeo;
import static offhook.gateway.notify.Calls.tybalt;
import static offhook.gateway.notify.NotifyWorld.JULIET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import offhook.gateway.notify.OfflineStore.Stored;
import offhook.gateway.preference.PreferenceText;
import offhook.gateway.preference.Preferences;
import offhook.mail.Outcome.Accepted;
import offhook.mail.Outcome.TryLater;
import offhook.runtime.config.Config;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.voicemail.VoicemailConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It is five past two in the afternoon: what happens in somebody's quiet hours, and before their digest. */
class QuietHoursTest {

    private static final Map<String, String> AFTERNOON = Map.of("quiet_from", "14:00", "quiet_to", "16:00");
    private static final Map<String, String> FROM_QUARTER_PAST = Map.of("quiet_from", "14:15", "quiet_to", "16:00");
    private static final Map<String, String> DAILY = Map.of("digest", "daily", "digest_at", "17:00");

    private final Database database = TestDatabases.sqlite();
    private final NotifyWorld world = NotifyWorld.on(database);
    private Preferences preferences;

    @BeforeEach
    void start() {
        restart();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void restart() {
        preferences =
                new Preferences(database, Config.defaults(VoicemailConfig.class), user -> world.notifier.replan(user));
        world.wishes = preferences;
        world.restart();
        world.pass(Duration.ofSeconds(1));
    }

    private void choose(Map<String, String> texts) {
        preferences
                .choose(Calls.JULIET, PreferenceText.read(texts))
                .toCompletableFuture()
                .join();
        world.pass(Duration.ofSeconds(1));
    }

    private void until(int hour, int minute) {
        var today = world.time.instant().atZone(ZoneOffset.UTC);
        world.pass(Duration.between(
                today, today.withHour(hour).withMinute(minute).withSecond(0).withNano(0)));
    }

    @Test
    void nothingIsToldInThemAndAllOfItAfterwardsInOneMessage() {
        choose(AFTERNOON);
        world.chat.login(JULIET);
        world.missed("a", romeo());
        world.missed("b", tybalt());
        restart();
        until(15, 59);
        assertThat(world.chat.seen()).isEmpty();
        assertThat(world.postman.inbox()).isEmpty();
        until(16, 1);
        assertThat(world.chat.seen()).singleElement().satisfies(message -> assertThat(message.body())
                .startsWith("2 missed calls:\n– Romeo Montague (+1 555 0123), today 14:05")
                .contains("\n– Tybalt, today 14:05"));
        until(16, 20);
        assertThat(world.postman.inbox()).as("nobody has taken it: the mail").hasSize(1);
        assertThat(world.chat.seen()).hasSize(1);
    }

    @Test
    void aMailToo() {
        choose(Map.of("channel", "email", "quiet_from", "14:00", "quiet_to", "16:00"));
        world.missed("a", romeo());
        world.missed("b", tybalt());
        until(15, 59);
        assertThat(world.postman.attempts()).isEmpty();
        until(16, 1);
        assertThat(world.postman.inbox()).singleElement().satisfies(mail -> assertThat(mail.subject())
                .hasToString("2 missed calls"));
    }

    @Test
    void aMailThatStandsInDoesNotComeInThemEither() {
        choose(FROM_QUARTER_PAST);
        world.missed("a", romeo());
        assertThat(world.bodies()).hasSize(1);
        until(15, 59);
        assertThat(world.postman.attempts()).isEmpty();
        until(16, 1);
        assertThat(world.postman.inbox()).hasSize(1);
    }

    @Test
    void nobodyTriesAgainInThem() {
        choose(Map.of("channel", "email", "quiet_from", "14:15", "quiet_to", "16:00"));
        world.postman.answerWith(new TryLater("greylisted"));
        world.missed("a", romeo());
        until(14, 15);
        int before = world.postman.attempts().size();
        world.postman.answerWith(new Accepted());
        until(15, 59);
        assertThat(world.postman.attempts()).hasSize(before);
        until(16, 1);
        assertThat(world.postman.inbox()).hasSize(1);
    }

    @Test
    void whoEndsThemIsToldAtOnce() {
        choose(AFTERNOON);
        world.missed("a", romeo());
        assertThat(world.bodies()).isEmpty();
        choose(Map.of());
        assertThat(world.bodies()).hasSize(1);
    }

    @Test
    void whoBeginsThemIsNotToldWhatWaits() {
        choose(DAILY);
        world.missed("a", romeo());
        choose(Map.of("quiet_from", "14:00", "quiet_to", "18:00"));
        until(17, 59);
        assertThat(world.bodies()).isEmpty();
        until(18, 1);
        assertThat(world.bodies()).hasSize(1);
    }

    @Test
    void aDigestComesOnceADayAndOnlyIfThereIsSomething() {
        choose(DAILY);
        world.chat.login(JULIET);
        world.missed("a", romeo());
        until(16, 30);
        world.missed("b", tybalt());
        assertThat(world.chat.seen()).isEmpty();
        restart();
        until(17, 1);
        restart();
        assertThat(world.chat.seen()).extracting(Stored::body).singleElement().satisfies(body -> assertThat(body)
                .startsWith("2 missed calls:")
                .contains("Romeo Montague (+1 555 0123), today 14:05")
                .contains("Tybalt, today 16:30"));
        world.chat.acknowledge(JULIET);
        world.pass(Duration.ofDays(2));
        assertThat(world.chat.seen()).hasSize(1);
        assertThat(world.postman.inbox()).isEmpty();
        world.missed("c", romeo());
        world.pass(Duration.ofDays(1));
        assertThat(world.chat.seen()).hasSize(2);
    }

    @Test
    void aDigestByMailHoldsAllOfTheWeek() {
        choose(Map.of("channel", "email", "digest", "tuesday", "digest_at", "9:00"));
        world.missed("a", romeo());
        world.pass(Duration.ofDays(1));
        world.missed("b", tybalt());
        assertThat(world.postman.inbox()).isEmpty();
        world.pass(Duration.ofDays(1));
        assertThat(world.postman.inbox()).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("Romeo Montague")
                .contains("Tybalt"));
        world.pass(Duration.ofDays(10));
        assertThat(world.postman.inbox()).hasSize(1);
    }

    @Test
    void theDigestComesAfterTheQuietHours() {
        choose(Map.of("digest", "daily", "digest_at", "15:00", "quiet_from", "14:00", "quiet_to", "16:00"));
        world.missed("a", romeo());
        until(15, 59);
        assertThat(world.bodies()).isEmpty();
        until(16, 1);
        assertThat(world.bodies()).hasSize(1);
    }

    @Test
    void whoWantsNothingIsToldNothingLaterEither() {
        choose(Map.of("channel", "none", "digest", "daily", "digest_at", "15:00"));
        world.missed("a", romeo());
        world.pass(Duration.ofDays(2));
        assertThat(world.bodies()).isEmpty();
        assertThat(world.postman.inbox()).isEmpty();
        assertThat(world.notifier.waiting()).isZero();
    }
}
