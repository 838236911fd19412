package offhook.gateway.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.NotifyPolicy;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Config;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.voicemail.VoicemailConfig;
import offhook.xmpp.command.Step;
import offhook.xmpp.form.Answers;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.form.DataForm.Field;
import offhook.xmpp.stanza.StanzaError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreferenceCommandTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final Jid PHONE = Jid.parse("juliet@capulet.example/phone");

    private final Database database = TestDatabases.sqlite();
    private final TestPeople people = TestPeople.ofVerona();
    private final Preferences preferences =
            new Preferences(database, Config.defaults(VoicemailConfig.class), user -> {});
    private final PreferenceCommand command = new PreferenceCommand(people, preferences);

    @AfterEach
    void close() {
        database.close();
    }

    private Step.Ask asked() {
        return (Step.Ask)
                command.command().start().apply(PHONE).toCompletableFuture().join();
    }

    private Step submit(Map<String, List<String>> filled) {
        var asked = asked();
        var given = DataForm.of("submit", "urn:offhook:preferences");
        for (var field : filled.entrySet()) {
            given = given.with(new Field(field.getKey(), "", "", field.getValue(), List.of()));
        }
        return asked.then()
                .apply(Answers.to(asked.form(), given))
                .toCompletableFuture()
                .join();
    }

    @Test
    void everythingThatCanBeChosenIsAsked() {
        assertThat(asked().form().fields()).extracting(Field::var).containsAll(PreferenceText.NAMES);
        assertThat(asked().form().value("digest")).contains("as-usual");
    }

    @Test
    void whatWasChosenIsProposedTheNextTime() {
        submit(Map.of(
                "channel", List.of("both"),
                "quiet_from", List.of("22:00"),
                "quiet_to", List.of("07:00"),
                "quiet_days", List.of("sunday", "monday")));
        assertThat(asked().form().value("channel")).contains("both");
        assertThat(asked().form().values("quiet_days")).contains(List.of("monday", "sunday"));
        submit(Map.of());
        assertThat(PreferenceText.write(preferences.of(JULIET)))
                .as("who changes nothing")
                .containsEntry("channel", "both")
                .containsEntry("quiet_days", "monday,sunday");
        submit(Map.of("channel", List.of("as-usual"), "quiet_from", List.of(""), "quiet_to", List.of("")));
        assertThat(preferences.of(JULIET)).isEqualTo(Preference.NONE);
    }

    @Test
    void whereTheDirectorySaysHowTheyAreToldTheyAreToldSo() {
        submit(Map.of("channel", List.of("both")));
        people.change("juliet", user -> user.withNotifyBy(Optional.of(NotifyPolicy.EMAIL)));
        assertThat(asked().form().fields())
                .filteredOn(field -> field.type().equals("fixed"))
                .singleElement()
                .satisfies(field -> assertThat(field.values().get(0)).endsWith("how you are told: email"));
        assertThat(asked().form().value("channel")).isEmpty();
        submit(Map.of("channel", List.of("none"), "mail", List.of("none")));
        assertThat(PreferenceText.write(preferences.of(JULIET)))
                .as("what they had chosen stays for later")
                .isEqualTo(Map.of("channel", "both", "mail", "none"));
    }

    @Test
    void whatIsNotAllowedIsSaidInOneLine() {
        assertThatThrownBy(() -> submit(Map.of("answer_after", List.of("61s"))))
                .isInstanceOf(StanzaError.class)
                .hasMessageContaining("answer_after: expected 5s to 60s");
        assertThat(preferences.of(JULIET)).isEqualTo(Preference.NONE);
    }

    @Test
    void nobodyElseSeesIt() {
        assertThat(command.command().allowed().test(PHONE)).isTrue();
        assertThat(command.command().allowed().test(Jid.parse("tybalt@capulet.example/x")))
                .isFalse();
    }
}
