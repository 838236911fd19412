package offhook.gateway.notify;

import static offhook.gateway.notify.NotifyWorld.JULIET;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import offhook.directory.NotifyPolicy;
import offhook.directory.User;
import offhook.gateway.notify.AtVoicemail.Fate;
import offhook.gateway.notify.OfflineStore.Stored;
import offhook.mail.Attachment;
import offhook.mail.HeaderText;
import offhook.mail.Mail;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.call.Outcome;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemail.State;
import offhook.xmpp.xml.Element;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Voicemails in chat and mail: two messages each, one alert for each call, nothing more of what was heard or deleted. */
class VoicemailAlertsTest {

    private static final String ALERT =
            "Voicemail from Romeo Montague (+1 555 0123), 0:23, today 14:05. Call back: tel:+15550123";

    private final Database database = TestDatabases.sqlite();
    private final NotifyWorld world = NotifyWorld.on(database);
    private final Files files = new Files();
    private Duration hold = Duration.ZERO;

    @BeforeEach
    void start() {
        world.files = files;
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** What goes with the alerts; empty of all that a test does not put in. */
    private static final class Files implements VoicemailFiles {

        private boolean isThere = true;
        private RuntimeException failure;
        private Optional<String> transcript = Optional.empty();

        @Override
        public CompletionStage<Optional<Linked>> linked(VoicemailLeft voicemail, User user) {
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            var url = "https://capulet.example:5443/files/secret/" + voicemail.tag() + ".mp3";
            return CompletableFuture.completedFuture(
                    isThere
                            ? Optional.of(new Linked(url, List.of(Element.of("x", "jabber:x:oob"))))
                            : Optional.empty());
        }

        @Override
        public CompletionStage<Enclosed> enclosed(VoicemailLeft voicemail, User user) {
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            var file = new Attachment(new HeaderText(voicemail.tag() + ".wav"), "audio/wav", Path.of("/dev/null"));
            return CompletableFuture.completedFuture(new Enclosed(isThere ? List.of(file) : List.of(), transcript));
        }
    }

    private Voicemail voicemail(String id) {
        return new Voicemail(
                id,
                Calls.JULIET,
                Calls.romeo(),
                "call-" + id,
                world.time.instant(),
                Duration.ofSeconds(23),
                1,
                State.NEW,
                world.time.instant(),
                false,
                Optional.empty());
    }

    private void tell(BiConsumer<VoicemailAlerts, Handle> what) {
        database.write(tx -> {
            what.accept(new VoicemailAlerts(() -> world.notifier, hold), tx);
            return null;
        });
        world.pass(Duration.ofSeconds(1));
    }

    private Voicemail left(String id) {
        var voicemail = voicemail(id);
        tell((alerts, tx) -> alerts.left(voicemail, tx));
        return voicemail;
    }

    private void becomes(Voicemail voicemail, State state) {
        var now = new Voicemail(
                voicemail.id(),
                voicemail.box(),
                voicemail.caller(),
                voicemail.callId(),
                voicemail.arrived(),
                voicemail.length(),
                1,
                state,
                world.time.instant(),
                false,
                Optional.empty());
        tell((alerts, tx) -> alerts.changed(now, tx));
    }

    private void says(Voicemail voicemail, String text) {
        files.transcript = Optional.of(text);
        var now = new Voicemail(
                voicemail.id(),
                voicemail.box(),
                voicemail.caller(),
                voicemail.callId(),
                voicemail.arrived(),
                voicemail.length(),
                1,
                State.NEW,
                voicemail.changed(),
                false,
                Optional.of(text));
        tell((alerts, tx) -> alerts.transcribed(now, tx));
    }

    @Test
    void theFileComesFirstAndTheTextAfterItFromAnAddressOfTheirOwn() {
        world.chat.login(JULIET);
        left("7f3c7f3c");
        assertThat(world.chat.seen()).hasSize(2).allSatisfy(message -> assertThat(message.from())
                .hasToString("voicemail.capulet.example/7f3c7f3c"));
        var file = world.chat.seen().get(0);
        assertThat(file.id()).isEqualTo("vm-7f3c7f3c-b");
        assertThat(file.body()).isEqualTo("https://capulet.example:5443/files/secret/7f3c7f3c.mp3");
        assertThat(file.payload()).hasSize(1);
        var text = world.chat.seen().get(1);
        assertThat(text.id()).isEqualTo("vm-7f3c7f3c-a");
        assertThat(text.body()).isEqualTo(ALERT);
        assertThat(text.replaces()).isNull();
    }

    @Test
    void withoutALinkThereIsTheTextAlone() {
        files.isThere = false;
        left("7f3c7f3c");
        assertThat(world.bodies()).containsExactly(ALERT);
    }

    @Test
    void theSameEventIsToldOnce() {
        left("7f3c7f3c");
        left("7f3c7f3c");
        assertThat(world.chat.waiting(JULIET)).hasSize(2);
    }

    @Test
    void whatCannotBeLinkedYetIsTriedAgain() {
        files.failure = new IllegalStateException("too many wait");
        left("7f3c7f3c");
        assertThat(world.bodies()).isEmpty();
        files.failure = null;
        world.pass(Duration.ofSeconds(10));
        assertThat(world.bodies()).hasSize(2).last().isEqualTo(ALERT);
    }

    @Test
    void whoIsOfflineGetsOneTextForAllAndEachFileOnce() {
        world.missed("a", Calls.romeo());
        left("aaaaaaaa");
        left("bbbbbbbb");
        assertThat(world.chat.waiting(JULIET))
                .extracting(Stored::id)
                .containsExactly("vm-aaaaaaaa-b", "vm-bbbbbbbb-b", "vm-bbbbbbbb-a");
        assertThat(world.bodies().get(2))
                .startsWith("News of your phone:\n– Romeo Montague (+1 555 0123), today 14:05")
                .contains("\n– Voicemail from Romeo Montague (+1 555 0123), 0:23, today 14:05.");
    }

    @Test
    void whatWasSaidCorrectsTheText() {
        world.chat.login(JULIET);
        var voicemail = left("7f3c7f3c");
        world.chat.acknowledge(JULIET);
        world.pass(Duration.ofHours(1));
        says(voicemail, "But soft!");
        assertThat(world.chat.seen()).hasSize(3).last().satisfies(message -> {
            assertThat(message.replaces()).isEqualTo("vm-7f3c7f3c-a");
            assertThat(message.from()).hasToString("voicemail.capulet.example/7f3c7f3c");
            assertThat(message.body()).isEqualTo(ALERT + "\n“But soft!”");
        });
    }

    @Test
    void whatWasSaidReplacesATextThatNobodyHasTaken() {
        says(left("7f3c7f3c"), "But soft!");
        assertThat(world.chat.waiting(JULIET)).extracting(Stored::id).containsExactly("vm-7f3c7f3c-b", "vm-7f3c7f3c-t");
        assertThat(world.bodies().get(1)).isEqualTo(ALERT + "\n“But soft!”");
    }

    @Test
    void aDeletedOneIsWithdrawnWithItsFileAndNotMailed() {
        var voicemail = left("7f3c7f3c");
        becomes(voicemail, State.DELETED);
        assertThat(world.chat.waiting(JULIET)).isEmpty();
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.inbox()).isEmpty();
    }

    @Test
    void aDeletedOneIsTakenFromADigest() {
        world.missed("a", Calls.romeo());
        var deleted = left("aaaaaaaa");
        left("bbbbbbbb");
        assertThat(digest()).hasSize(4);
        becomes(deleted, State.DELETED);
        assertThat(world.chat.waiting(JULIET)).extracting(Stored::id).startsWith("vm-bbbbbbbb-b");
        assertThat(digest())
                .hasSize(3)
                .filteredOn(line -> line.contains("Voicemail"))
                .hasSize(1);
        world.pass(Duration.ofMinutes(16));
        assertThat(world.postman.inbox()).singleElement().satisfies(mail -> assertThat(mail.attachments())
                .hasSize(1));
        assertThat(world.chat.waiting(JULIET)).isEmpty();
    }

    /** The lines of the last message that waits. */
    private List<String> digest() {
        var waiting = world.chat.waiting(JULIET);
        return waiting.get(waiting.size() - 1).body().lines().toList();
    }

    @Test
    void ofADigestNothingStaysOfWhatIsDeletedOneAfterTheOther() {
        var first = left("aaaaaaaa");
        var second = left("bbbbbbbb");
        var third = left("cccccccc");
        becomes(third, State.DELETED);
        becomes(first, State.DELETED);
        assertThat(digest()).containsExactly(ALERT);
        becomes(second, State.DELETED);
        assertThat(world.chat.waiting(JULIET)).isEmpty();
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.inbox()).isEmpty();
    }

    /** What a client has on its screen stays there: nobody can take it back. */
    @Test
    void aDigestThatAClientHasStays() {
        var first = left("aaaaaaaa");
        left("bbbbbbbb");
        world.chat.login(JULIET);
        becomes(first, State.DELETED);
        assertThat(world.chat.seen()).extracting(Stored::id).doesNotHaveDuplicates();
        world.chat.acknowledge(JULIET);
        world.pass(Duration.ofHours(1));
        assertThat(world.chat.waiting(JULIET)).isEmpty();
        assertThat(world.postman.inbox()).isEmpty();
    }

    @Test
    void aHeardOneIsNotMailedAndStays() {
        becomes(left("7f3c7f3c"), State.HEARD);
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.inbox()).isEmpty();
        assertThat(world.chat.waiting(JULIET)).hasSize(2);
    }

    @Test
    void nobodyTakesItSoAMailBringsTheFileAndBothMessagesAreWithdrawn() {
        left("7f3c7f3c");
        world.pass(Duration.ofMinutes(16));
        assertThat(world.postman.inbox()).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).hasToString("Voicemail from Romeo Montague (+1 555 0123), 0:23");
            assertThat(mail.text()).isEqualTo(ALERT + '\n');
            assertThat(mail.context()).isEqualTo(Mail.Context.VOICE_MESSAGE);
            assertThat(mail.id()).hasToString("<vm-7f3c7f3c-a-mail@capulet.example>");
            assertThat(mail.attachments()).singleElement().satisfies(file -> assertThat(file.fileName())
                    .hasToString("7f3c7f3c.wav"));
        });
        assertThat(world.chat.waiting(JULIET)).isEmpty();
    }

    @Test
    void aMailWaitsForWhatWasSaidButNotForLong() {
        hold = Duration.ofSeconds(60);
        world.policy(NotifyPolicy.EMAIL);
        var soon = left("aaaaaaaa");
        world.pass(Duration.ofSeconds(20));
        assertThat(world.postman.inbox()).isEmpty();
        says(soon, "But soft!");
        assertThat(world.postman.inbox()).singleElement().satisfies(mail -> assertThat(mail.text())
                .endsWith("\n“But soft!”\n"));
        assertThat(world.chat.waiting(JULIET)).as("who is told by mail alone").isEmpty();

        files.transcript = Optional.empty();
        var never = left("bbbbbbbb");
        world.pass(Duration.ofSeconds(58));
        assertThat(world.postman.inbox()).hasSize(1);
        world.pass(Duration.ofSeconds(2));
        assertThat(world.postman.inbox()).hasSize(2);
        says(never, "What light");
        assertThat(world.postman.inbox()).as("too late").hasSize(2);
    }

    @Test
    void aFileThatCannotBeReadYetKeepsTheMailWaiting() {
        world.policy(NotifyPolicy.EMAIL);
        files.failure = new IllegalStateException("too many wait");
        left("7f3c7f3c");
        assertThat(world.postman.attempts()).isEmpty();
        files.failure = null;
        world.pass(Duration.ofSeconds(10));
        assertThat(world.postman.inbox()).hasSize(1);
    }

    @Test
    void itsCallIsNoMissedCallBesides() {
        world.voicemails = (call, tx) -> call.equals("call-7f3c7f3c") ? Fate.LEFT : Fate.NOTHING;
        world.ends(Calls.call("call-7f3c7f3c", Calls.romeo(), world.time.instant(), Outcome.TO_VOICEMAIL));
        left("7f3c7f3c");
        world.pass(Duration.ofSeconds(1));
        assertThat(world.bodies()).hasSize(2).last().isEqualTo(ALERT);
        world.ends(Calls.call("call-8", Calls.romeo(), world.time.instant(), Outcome.TO_VOICEMAIL));
        world.pass(Duration.ofSeconds(1));
        assertThat(world.bodies().toString()).contains("went to voicemail");
    }

    /** They could not even leave a message: whoever was called should know why. */
    @Test
    void theMissedCallSaysThatThereWasNoRoom() {
        world.voicemails = (call, tx) -> Fate.NO_ROOM;
        world.ends(Calls.call("call-7f3c7f3c", Calls.romeo(), world.time.instant(), Outcome.TO_VOICEMAIL));
        world.pass(Duration.ofSeconds(1));
        assertThat(world.bodies()).singleElement().asString().contains(", went to voicemail, which was full.");
    }

    @Test
    void inEveryLanguage() {
        assertThat(new Words(Locale.GERMAN).get("voicemail.from", "Romeo")).isEqualTo("Sprachnachricht von Romeo");
        assertThat(new Words(Locale.FRENCH).get("voicemail.from", "Romeo")).isEqualTo("Message vocal de Romeo");
        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH)) {
            for (var key : List.of("help", "unknown", "new", "heard", "deleted", "full")) {
                assertThat(new Words(language).get("voicemail." + key)).isNotEmpty();
            }
        }
    }
}
