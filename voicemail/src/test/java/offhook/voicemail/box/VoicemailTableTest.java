package offhook.voicemail.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.sip.call.Caller;
import offhook.voicemail.box.Voicemail.State;
import offhook.voicemail.box.VoicemailStore.Usage;
import offhook.voicemail.testing.Spoken;

class VoicemailTableTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final UserId NURSE = new UserId("nurse");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static Voicemail left(String id, UserId box, int minute) {
        var at = NOON.plusSeconds(60L * minute);
        return new Voicemail(
                id,
                box,
                Spoken.ROMEO,
                "call-" + id,
                at,
                Duration.ofMillis(23_450),
                375_244,
                State.NEW,
                at,
                false,
                Optional.empty());
    }

    private static void change(Database database, Consumer<VoicemailStore> change) {
        database.write(tx -> {
                    change.accept(new VoicemailTable(tx));
                    return null;
                })
                .toCompletableFuture()
                .join();
    }

    private static void look(Database database, Consumer<VoicemailStore> look) {
        database.read(handle -> {
            look.accept(new VoicemailTable(handle));
            return null;
        });
    }

    private static List<String> ids(List<Voicemail> voicemails) {
        return voicemails.stream().map(Voicemail::id).toList();
    }

    @OnEachDatabase
    void everythingIsRemembered(Database database) {
        database.migrate(Voicemails.MODULE);
        var known = new Voicemail(
                "aaaaaaaa",
                JULIET,
                new Caller(Spoken.ROMEO.name(), Spoken.ROMEO.address(), Optional.of(new UserId("romeo")), true),
                "balcony-1",
                NOON,
                Duration.ofMillis(1_234),
                20_000,
                State.NEW,
                NOON,
                true,
                Optional.empty());
        change(database, store -> {
            assertThat(store.add(known)).isTrue();
            assertThat(store.add(known)).as("the same again").isFalse();
            store.add(left("bbbbbbbb", JULIET, 1));
            store.transcribed("bbbbbbbb", "But soft");
        });
        look(database, store -> assertThat(store.find("aaaaaaaa")).contains(known));
        look(database, store -> assertThat(store.find("bbbbbbbb"))
                .contains(left("bbbbbbbb", JULIET, 1).withTranscript("But soft")));
        look(database, store -> assertThat(store.find("cccccccc")).isEmpty());
        look(database, store -> assertThat(store.isLeftIn("balcony-1")).isTrue());
        look(database, store -> assertThat(store.isLeftIn("balcony-2")).isFalse());
    }

    @OnEachDatabase
    void newOnesComeFirstAndDeletedOnesCountNowhere(Database database) {
        database.migrate(Voicemails.MODULE);
        change(database, store -> {
            store.add(left("aaaaaaaa", JULIET, 1));
            store.add(left("bbbbbbbb", JULIET, 2));
            store.add(left("cccccccc", JULIET, 3));
            store.add(left("dddddddd", JULIET, 4));
            store.add(left("eeeeeeee", NURSE, 5));
            store.change("cccccccc", State.HEARD, NOON);
            store.change("dddddddd", State.DELETED, NOON);
        });
        look(database, store -> assertThat(ids(store.of(JULIET, 10)))
                .containsExactly("bbbbbbbb", "aaaaaaaa", "cccccccc"));
        look(database, store -> assertThat(ids(store.of(JULIET, 2))).containsExactly("bbbbbbbb", "aaaaaaaa"));
        look(database, store -> assertThat(ids(store.deleted(JULIET, 10))).containsExactly("dddddddd"));
        var juliets = new Usage(new Counts(2, 1), 3 * 375_244);
        look(database, store -> assertThat(store.usage(JULIET)).isEqualTo(juliets));
        look(database, store -> assertThat(store.usage(new UserId("romeo"))).isEqualTo(Usage.NONE));
        look(database, store -> assertThat(store.usage())
                .isEqualTo(Map.of(JULIET, juliets, NURSE, new Usage(new Counts(1, 0), 375_244))));
    }

    @OnEachDatabase
    void whatIsDeletedOrHeardForLongEnough(Database database) {
        database.migrate(Voicemails.MODULE);
        change(database, store -> {
            store.add(left("aaaaaaaa", JULIET, 0));
            store.add(left("bbbbbbbb", JULIET, 0));
            store.add(left("cccccccc", JULIET, 0));
            store.add(left("dddddddd", JULIET, 0));
            store.change("bbbbbbbb", State.HEARD, NOON);
            store.change("cccccccc", State.DELETED, NOON.plusSeconds(1));
            store.change("dddddddd", State.DELETED, NOON.plusSeconds(2));
        });
        look(database, store -> assertThat(ids(store.expired(NOON.plusSeconds(2), NOON.plusSeconds(2), 10)))
                .containsExactly("bbbbbbbb", "cccccccc"));
        look(database, store -> assertThat(ids(store.expired(NOON.plusSeconds(3), NOON, 1)))
                .containsExactly("cccccccc"));
    }

    @OnEachDatabase
    void whatIsMarkedIsGoneForEverybodyAndAddedByNobody(Database database) {
        database.migrate(Voicemails.MODULE);
        change(database, store -> {
            store.add(left("aaaaaaaa", JULIET, 1));
            store.add(left("bbbbbbbb", JULIET, 2));
            store.add(left("cccccccc", NURSE, 3));
            store.mark(JULIET);
            assertThat(store.add(left("aaaaaaaa", JULIET, 1))).isFalse();
            store.change("aaaaaaaa", State.NEW, NOON);
            store.transcribed("aaaaaaaa", "said");
        });
        look(database, store -> assertThat(store.find("aaaaaaaa")).isEmpty());
        look(database, store -> assertThat(store.of(JULIET, 10)).isEmpty());
        look(database, store -> assertThat(store.idsAfter("", 10)).containsExactly("cccccccc"));
        look(database, store -> assertThat(store.gone(10)).containsExactly("aaaaaaaa", "bbbbbbbb"));
        change(database, store -> {
            store.forget("aaaaaaaa");
            store.forget("cccccccc");
            store.mark("cccccccc");
        });
        look(database, store -> assertThat(store.gone(10)).containsExactly("bbbbbbbb", "cccccccc"));
        var left = database.read(handle -> handle.createQuery(
                        "SELECT person || call_id || name || address || COALESCE(caller, '') FROM voicemail")
                .mapTo(String.class)
                .list());
        assertThat(left).as("what is left of who called whom").containsOnly("");
    }
}
