package offhook.gateway.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import offhook.directory.NotifyPolicy;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.testing.TestPeople;
import offhook.gateway.notify.MessagesWaiting;
import offhook.gateway.notify.MissedCall;
import offhook.gateway.notify.MissedCallsConfig;
import offhook.gateway.notify.Notification;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;
import offhook.voicemail.VoicemailConfig;
import offhook.voicemail.box.Format;

class PreferencesTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final User PERSON = TestPeople.ofVerona().get("juliet");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Notification VOICEMAIL = new MessagesWaiting(JULIET, "201", "1", NOON, 1);
    private static final Notification CALL = new MissedCall(
            JULIET,
            "call",
            "tag",
            Caller.of(TestPeople.ofVerona(), "+15550123", "", "pbx.example"),
            NOON,
            Duration.ZERO,
            Outcome.RANG_OUT);
    private static final MissedCallsConfig RULES = Config.defaults(MissedCallsConfig.class);

    private final List<UserId> changed = new ArrayList<>();

    /** What a test may set. */
    @Doc("A test's settings.")
    public record Settings(VoicemailConfig voicemail) {}

    private Preferences on(Database database, String... lines) throws ConfigErrors {
        var text = "[voicemail]\n" + String.join("\n", lines);
        var config = Config.bindText(text, Path.of("test.toml"), Settings.class, Map.of());
        return new Preferences(database, config.voicemail, changed::add);
    }

    private void choose(Preferences preferences, Map<String, String> texts) {
        preferences
                .choose(JULIET, PreferenceText.read(texts))
                .toCompletableFuture()
                .join();
    }

    @OnEachDatabase
    void whatIsChosenHoldsAfterARestart(Database database) throws ConfigErrors {
        assertThat(on(database).of(JULIET)).isEqualTo(Preference.NONE);
        choose(on(database), PreferenceTextTest.ALL);
        assertThat(PreferenceText.write(on(database).of(JULIET))).isEqualTo(PreferenceTextTest.ALL);
        choose(on(database), Map.of("mail", "none"));
        assertThat(PreferenceText.write(on(database).of(JULIET))).isEqualTo(Map.of("mail", "none"));
        assertThat(on(database).of(new UserId("nurse"))).isEqualTo(Preference.NONE);
        assertThat(changed).containsExactly(JULIET, JULIET);
    }

    @OnEachDatabase
    void whoHasChosenNothingIsAsTheDirectoryAndTheConfigurationSay(Database database) throws ConfigErrors {
        var preferences = on(database, "answer_after = \"25s\"", "[voicemail.box]", "mail = \"mp3\"");
        assertThat(preferences.applied(PERSON)).isEqualTo(PERSON);
        assertThat(preferences.greeted(PERSON)).isEqualTo(PERSON);
        assertThat(preferences.policy(PERSON, CALL, RULES)).isEqualTo(NotifyPolicy.CHAT_THEN_EMAIL);
        assertThat(preferences.policy(PERSON, VOICEMAIL, RULES)).isEqualTo(NotifyPolicy.CHAT_THEN_EMAIL);
        assertThat(preferences.after(VOICEMAIL, RULES)).isEqualTo(Duration.ofMinutes(15));
        assertThat(preferences.told(PERSON, NOON)).isEqualTo(NOON);
        assertThat(preferences.mail(PERSON)).isEqualTo(Format.MP3);
        assertThat(preferences.answerAfter(PERSON)).isEqualTo(Duration.ofSeconds(25));
    }

    @OnEachDatabase
    void whatSomebodyHasChosenComesBeforeTheConfiguration(Database database) throws ConfigErrors {
        var preferences = on(database, "notify = \"email\"", "after = \"1m\"");
        assertThat(preferences.policy(PERSON, VOICEMAIL, RULES)).isEqualTo(NotifyPolicy.EMAIL);
        assertThat(preferences.policy(PERSON, CALL, RULES)).isEqualTo(NotifyPolicy.CHAT_THEN_EMAIL);
        assertThat(preferences.after(VOICEMAIL, RULES)).isEqualTo(Duration.ofMinutes(1));
        assertThat(preferences.after(CALL, RULES)).isEqualTo(Duration.ofMinutes(15));
        choose(preferences, PreferenceTextTest.ALL);
        assertThat(preferences.applied(PERSON).language()).isEqualTo(Locale.GERMAN);
        assertThat(preferences.applied(PERSON).zone()).hasToString("Europe/Berlin");
        assertThat(preferences.greeted(PERSON).language()).isEqualTo(Locale.FRENCH);
        assertThat(preferences.policy(PERSON, VOICEMAIL, RULES)).isEqualTo(NotifyPolicy.BOTH);
        assertThat(preferences.mail(PERSON)).isEqualTo(Format.MP3);
        assertThat(preferences.answerAfter(PERSON)).isEqualTo(Duration.ofSeconds(30));
        assertThat(preferences.quietUntil(PERSON, Instant.parse("2026-11-22T22:00:00Z")))
                .as("in the time zone that they have chosen")
                .contains(Instant.parse("2026-11-23T06:30:00Z"));
        choose(preferences, Map.of("channel", "chat"));
        assertThat(preferences.policy(PERSON, VOICEMAIL, RULES))
                .as("voicemail like calls")
                .isEqualTo(NotifyPolicy.CHAT);
    }

    @OnEachDatabase
    void theDirectoryComesFirstWhereItHasAWord(Database database) throws ConfigErrors {
        var preferences = on(database, "notify = \"email\"");
        choose(preferences, PreferenceTextTest.ALL);
        var ruled = PERSON.withNotifyBy(Optional.of(NotifyPolicy.CHAT));
        assertThat(preferences.policy(ruled, VOICEMAIL, RULES)).isEqualTo(NotifyPolicy.CHAT);
        assertThat(preferences.policy(ruled, CALL, RULES)).isEqualTo(NotifyPolicy.CHAT);
    }

    @OnEachDatabase
    void phonesRingForAsLongAsTheAdministratorAllows(Database database) throws ConfigErrors {
        var preferences = on(database, "longest_ring = \"45s\"");
        choose(preferences, Map.of("answer_after", "45s"));
        assertThatThrownBy(() -> choose(preferences, Map.of("answer_after", "46s")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("answer_after: expected 5s to 45s");
        assertThatThrownBy(() -> choose(preferences, Map.of("answer_after", "4s")))
                .hasMessage("answer_after: expected 5s to 45s");
        assertThat(on(database, "longest_ring = \"30s\"").answerAfter(PERSON))
                .as("who had chosen before")
                .isEqualTo(Duration.ofSeconds(30));
    }

    @OnEachDatabase
    void whatCannotBeReadIsNotFollowed(Database database) throws ConfigErrors {
        on(database);
        database.write(tx -> tx.execute("INSERT INTO preference VALUES ('juliet', 'digest', 'hourly')"))
                .toCompletableFuture()
                .join();
        assertThat(on(database).of(JULIET)).isEqualTo(Preference.NONE);
    }

    @OnEachDatabase
    void nothingIsLeftOfSomebodyWhoIsRemoved(Database database) throws ConfigErrors {
        var preferences = on(database);
        choose(preferences, PreferenceTextTest.ALL);
        database.write(tx -> {
                    preferences.forget(JULIET, tx);
                    return null;
                })
                .toCompletableFuture()
                .join();
        assertThat(preferences.of(JULIET)).isEqualTo(Preference.NONE);
        assertThat(on(database).of(JULIET)).isEqualTo(Preference.NONE);
    }
}
