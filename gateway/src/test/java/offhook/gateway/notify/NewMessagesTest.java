package offhook.gateway.notify;

import static offhook.gateway.notify.NotifyWorld.JULIET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Voicemail that stays on the PBX. */
class NewMessagesTest {

    private final Database database = TestDatabases.sqlite();
    private final NotifyWorld world = NotifyWorld.on(database);

    @AfterEach
    void close() {
        database.close();
    }

    private void came(int fresh, long number) {
        database.write(tx -> {
            new NewMessages(world.notifier).messagesCame(Calls.JULIET, "201", fresh, number, world.time.instant(), tx);
            return null;
        });
        world.pass(Duration.ofSeconds(1));
    }

    @Test
    void theyAreToldInChat() {
        came(2, 1);
        assertThat(world.chat.waiting(JULIET)).singleElement().satisfies(message -> {
            assertThat(message.from()).hasToString("voicemail.capulet.example/201");
            assertThat(message.body()).isEqualTo("2 new voicemails, today 14:05.");
        });
    }

    @Test
    void theSameEventIsToldOnce() {
        came(1, 1);
        came(1, 1);
        assertThat(world.chat.waiting(JULIET)).singleElement().satisfies(message -> assertThat(message.body())
                .isEqualTo("1 new voicemail, today 14:05."));
    }

    @Test
    void oneMoreCorrectsWhatWasToldAMomentAgo() {
        came(1, 1);
        came(2, 2);
        assertThat(world.chat.waiting(JULIET)).singleElement().satisfies(message -> assertThat(message.body())
                .isEqualTo("2 new voicemails, today 14:05."));
    }

    @Test
    void withAMissedCallItIsNewsOfThePhone() {
        world.missed("a", Calls.romeo());
        came(1, 1);
        assertThat(world.chat.waiting(JULIET)).singleElement().satisfies(message -> assertThat(message.body())
                .startsWith("News of your phone:\n– Romeo Montague")
                .endsWith("\n– 1 new voicemail, today 14:05."));
    }

    @Test
    void nobodyTakesIt() {
        came(2, 1);
        world.pass(Duration.ofMinutes(16));
        assertThat(world.postman.inbox()).singleElement().satisfies(mail -> {
            assertThat(mail.subject().toString()).contains("2 new voicemails");
            assertThat(mail.text()).isEqualTo("2 new voicemails, today 14:05.\n");
        });
    }

    @Test
    void inEveryLanguage() {
        assertThat(new Words(Locale.GERMAN).get("voicemails", 1)).isEqualTo("1 neue Sprachnachricht");
        assertThat(new Words(Locale.GERMAN).get("voicemails", 3)).isEqualTo("3 neue Sprachnachrichten");
        assertThat(new Words(Locale.FRENCH).get("voicemails", 3)).isEqualTo("3 nouveaux messages vocaux");
    }
}
