package offhook.voicemail.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Config;
import offhook.runtime.config.Size;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.OnEachDatabase;
import offhook.voicemail.box.Voicemail.State;
import offhook.voicemail.recording.Recording;
import offhook.voicemail.testing.Spoken;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.io.TempDir;

class VoicemailsTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final BoxConfig USUAL = Config.defaults(BoxConfig.class);
    private static final UserId NURSE = new UserId("nurse");

    @TempDir
    private Path data;

    private final ManualTime time = new ManualTime();
    private final List<String> told = new ArrayList<>();

    private Voicemails on(Database database, BoxConfig config) {
        var voicemails = new Voicemails(
                config, new BoxFolder(data), TestPeople.ofVerona(), database, time, Runnable::run, new Told(told));
        voicemails.listen(box -> told.add(box + " has " + voicemails.counts(box)));
        return voicemails;
    }

    private static BoxConfig small(long quota) {
        return new BoxConfig(new Size(quota), USUAL.heard(), USUAL.deleted(), USUAL.link(), USUAL.mail());
    }

    private Recording spoken(String id, UserId box) {
        return new Spoken(new BoxFolder(data)).by(Spoken.ROMEO, id, box, time.instant());
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @OnEachDatabase
    void oneThatComesIsToldInItsTransactionAndCountedAfterIt(Database database) {
        var voicemails = on(database, USUAL);
        assertThat(done(voicemails.add(spoken("aaaaaaaa", JULIET)))).isTrue();
        assertThat(told).containsExactly("aaaaaaaa left", "juliet has Counts[fresh=1, old=0]");
        assertThat(done(voicemails.add(spoken("aaaaaaaa", JULIET))))
                .as("the same again")
                .isFalse();
        assertThat(told).hasSize(2);
        assertThat(voicemails.list(JULIET)).singleElement().satisfies(voicemail -> {
            assertThat(voicemail.caller()).isEqualTo(Spoken.ROMEO);
            assertThat(voicemail.bytes()).isEqualTo(44 + 16_000);
            assertThat(voicemail.state()).isEqualTo(State.NEW);
        });
        assertThat(voicemails.list(NURSE)).isEmpty();
        assertThat(database.<Boolean>read(handle -> Voicemails.isLeftIn("call-aaaaaaaa", handle)))
                .isTrue();
    }

    @OnEachDatabase
    void whatWasBeingWrittenDownAtTheEndIsBegunAgainButNotForEver(Database database) {
        var voicemails = on(database, USUAL);
        for (var id : List.of("aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd")) {
            done(voicemails.add(spoken(id, JULIET)));
        }
        for (var id : List.of("aaaaaaaa", "bbbbbbbb", "cccccccc")) {
            done(database.write(tx -> {
                Transcriptions.begin(id, tx);
                return null;
            }));
        }
        done(voicemails.transcriptions().keep("bbbbbbbb", "But soft"));
        done(voicemails.transcriptions().giveUp("cccccccc"));
        for (int start = 2; start <= Transcriptions.MOST_TRIES; start++) {
            assertThat(done(on(database, USUAL).transcriptions().again()))
                    .extracting(Voicemail::id)
                    .containsExactly("aaaaaaaa");
        }
        assertThat(done(on(database, USUAL).transcriptions().again())).isEmpty();
    }

    @OnEachDatabase
    void nobodyGetsOneForSomebodyWhoIsNotThere(Database database) {
        var voicemails = on(database, USUAL);
        assertThat(done(voicemails.add(spoken("aaaaaaaa", new UserId("tybalt")))))
                .isFalse();
        assertThat(told).isEmpty();
    }

    @OnEachDatabase
    void aFileElsewhereIsRefused(Database database) {
        var voicemails = on(database, USUAL);
        var astray = spoken("aaaaaaaa", JULIET);
        var recording = new Recording(
                "bbbbbbbb",
                JULIET,
                astray.caller(),
                astray.callId(),
                astray.began(),
                astray.length(),
                astray.rate(),
                astray.wav(),
                false);
        assertThatThrownBy(() -> voicemails.add(recording)).isInstanceOf(IllegalArgumentException.class);
    }

    @OnEachDatabase
    void itsStateIsOneForAll(Database database) {
        var voicemails = on(database, USUAL);
        done(voicemails.add(spoken("aaaaaaaa", JULIET)));
        told.clear();
        assertThat(state(voicemails.heard(JULIET, "aaaaaaaa"))).contains(State.HEARD);
        assertThat(told).containsExactly("aaaaaaaa HEARD", "juliet has Counts[fresh=0, old=1]");
        assertThat(state(voicemails.heard(JULIET, "aaaaaaaa"))).contains(State.HEARD);
        assertThat(told).as("twice is once").hasSize(2);
        assertThat(state(voicemails.deleted(JULIET, "aaaaaaaa"))).contains(State.DELETED);
        assertThat(voicemails.list(JULIET)).isEmpty();
        assertThat(voicemails.deleted(JULIET)).hasSize(1);
        assertThat(state(voicemails.heard(JULIET, "aaaaaaaa")))
                .as("a late word of a phone")
                .contains(State.DELETED);
        assertThat(state(voicemails.kept(JULIET, "aaaaaaaa"))).contains(State.HEARD);
        assertThat(state(voicemails.renewed(JULIET, "aaaaaaaa"))).contains(State.NEW);
        assertThat(state(voicemails.kept(JULIET, "aaaaaaaa"))).contains(State.NEW);
        assertThat(voicemails.counts(JULIET)).isEqualTo(new Counts(1, 0));
    }

    private static Optional<State> state(CompletionStage<Optional<Voicemail>> changed) {
        return done(changed).map(Voicemail::state);
    }

    @OnEachDatabase
    void nobodyTouchesAnothersOrOneThatIsNot(Database database) {
        var voicemails = on(database, USUAL);
        done(voicemails.add(spoken("aaaaaaaa", JULIET)));
        assertThat(done(voicemails.deleted(NURSE, "aaaaaaaa"))).isEmpty();
        assertThat(done(voicemails.deleted(JULIET, "../../../x"))).isEmpty();
        assertThat(voicemails.find(NURSE, "aaaaaaaa")).isEmpty();
        assertThat(voicemails.find(JULIET, "aaaaaaaa").map(Voicemail::state)).contains(State.NEW);
    }

    @OnEachDatabase
    void countsSurviveARestart(Database database) {
        var before = on(database, USUAL);
        done(before.add(spoken("aaaaaaaa", JULIET)));
        done(before.add(spoken("bbbbbbbb", JULIET)));
        done(before.heard(JULIET, "bbbbbbbb"));
        assertThat(on(database, USUAL).counts(JULIET)).isEqualTo(new Counts(1, 1));
        assertThat(on(database, USUAL).counts(NURSE)).isEqualTo(Counts.NONE);
    }

    @OnEachDatabase
    void whatIsFoundAtTheStartIsAddedOnce(Database database) {
        var before = on(database, USUAL);
        var known = spoken("aaaaaaaa", JULIET);
        done(before.add(known));
        told.clear();
        var after = on(database, USUAL);
        after.adopt(List.of(known, spoken("bbbbbbbb", JULIET), spoken("cccccccc", new UserId("tybalt"))));
        assertThat(told).containsExactly("bbbbbbbb left", "juliet has Counts[fresh=2, old=0]");
    }

    @OnEachDatabase
    void aFullBoxTakesNoMore(Database database) {
        var voicemails = on(database, small(20_000));
        done(voicemails.add(spoken("aaaaaaaa", JULIET)));
        assertThat(voicemails.hasRoom(JULIET)).isTrue();
        done(voicemails.add(spoken("bbbbbbbb", JULIET)));
        assertThat(voicemails.hasRoom(JULIET)).isFalse();
        assertThat(voicemails.hasRoom(NURSE)).isTrue();
        done(voicemails.deleted(JULIET, "aaaaaaaa"));
        assertThat(voicemails.hasRoom(JULIET)).isTrue();
    }

    @OnEachDatabase
    void whatWasSaidIsToldToo(Database database) {
        var voicemails = on(database, USUAL);
        done(voicemails.add(spoken("aaaaaaaa", JULIET)));
        told.clear();
        assertThat(done(voicemails.transcriptions().keep("aaaaaaaa", "But soft")))
                .isTrue();
        assertThat(done(voicemails.transcriptions().keep("bbbbbbbb", "What light")))
                .isFalse();
        assertThat(told).containsExactly("aaaaaaaa says But soft");
        assertThat(voicemails.find("aaaaaaaa").flatMap(Voicemail::transcript)).contains("But soft");
    }

    @OnEachDatabase
    void nothingIsLeftOfSomebodyWhoIsRemoved(Database database) {
        var voicemails = on(database, USUAL);
        done(voicemails.add(spoken("aaaaaaaa", JULIET)));
        done(voicemails.add(spoken("bbbbbbbb", NURSE)));
        done(database.write(tx -> {
            voicemails.forget(JULIET, tx);
            return null;
        }));
        assertThat(voicemails.counts(JULIET)).isEqualTo(Counts.NONE);
        assertThat(voicemails.list(JULIET)).isEmpty();
        assertThat(voicemails.find("aaaaaaaa")).isEmpty();
        voicemails.adopt(List.of(spoken("aaaaaaaa", JULIET)));
        assertThat(voicemails.list(JULIET)).as("the next one of this name").isEmpty();
        assertThat(voicemails.list(NURSE)).hasSize(1);
    }

    /** What a listener hears. */
    record Told(List<String> told) implements VoicemailListener {

        @Override
        public void left(Voicemail voicemail, Handle tx) {
            told.add(voicemail.id() + " left");
        }

        @Override
        public void changed(Voicemail voicemail, Handle tx) {
            told.add(voicemail.id() + ' ' + voicemail.state());
        }

        @Override
        public void transcribed(Voicemail voicemail, Handle tx) {
            told.add(voicemail.id() + " says " + voicemail.transcript().orElseThrow());
        }

        @Override
        public void gone(Voicemail voicemail, Handle tx) {
            told.add(voicemail.id() + " gone");
        }
    }
}
