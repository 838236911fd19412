package offhook.mail.intake.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;

class MailTableTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static KeptMail mail(String id, String key, int minute) {
        return new KeptMail(
                id,
                key,
                NOON.plusSeconds(60L * minute),
                "10.0.0.5",
                "",
                List.of("juliet@capulet.example", "201@capulet.example"),
                1000,
                MailState.WAITING,
                "",
                0,
                "",
                Optional.empty());
    }

    private static boolean said(Database database, Predicate<MailStore> question) {
        return database.write(tx -> question.test(new MailTable(tx)))
                .toCompletableFuture()
                .join();
    }

    private static void change(Database database, Consumer<MailStore> change) {
        said(database, store -> {
            change.accept(store);
            return true;
        });
    }

    private static Optional<KeptMail> found(Database database, String id) {
        return database.read(handle -> new MailTable(handle).find(id));
    }

    private static List<KeptMail> in(Database database, MailState state) {
        return database.read(handle -> new MailTable(handle).in(state, 10));
    }

    private static long bytes(Database database) {
        return database.read(handle -> new MailTable(handle).bytes());
    }

    private static List<String> withFile(Database database) {
        return database.read(handle -> new MailTable(handle).withFile());
    }

    @OnEachDatabase
    void keepsAMailOnce(Database database) {
        database.migrate(MailTable.MODULE);
        assertThat(said(database, store -> store.add(mail("in-1", "k1", 0)))).isTrue();
        assertThat(said(database, store -> store.add(mail("in-2", "k1", 1)))).isFalse();
        assertThat(found(database, "in-1")).contains(mail("in-1", "k1", 0));
        assertThat(found(database, "in-2")).isEmpty();
        assertThat(bytes(database)).isEqualTo(1000);
        database.close();
    }

    /** After a start all of them are looked at, and not only the first thousand. */
    @OnEachDatabase
    void allThatWaits(Database database) {
        database.migrate(MailTable.MODULE);
        change(database, store -> {
            for (int i = 0; i < 1_200; i++) {
                store.add(mail("in-" + i, "k" + i, i));
            }
            store.done("in-0");
            store.failed("in-1", "Hello", "no sound");
        });
        var waiting = database.read(handle -> new MailTable(handle).waiting());
        assertThat(waiting).hasSize(1_198).startsWith("in-2", "in-3").endsWith("in-1199");
        database.close();
    }

    @OnEachDatabase
    void goesThroughTheHospital(Database database) {
        database.migrate(MailTable.MODULE);
        change(database, store -> store.add(mail("in-1", "k1", 1)));
        change(database, store -> store.add(mail("in-2", "k2", 0)));
        assertThat(in(database, MailState.WAITING)).extracting(KeptMail::id).containsExactly("in-2", "in-1");
        change(database, store -> {
            store.failed("in-1", "Hello", "no sound");
            store.failed("in-1", "", "only what waits can fail");
        });
        assertThat(in(database, MailState.FAILED)).singleElement().satisfies(failed -> {
            assertThat(failed.subject()).isEqualTo("Hello");
            assertThat(failed.cause()).isEqualTo("no sound");
            assertThat(failed.attempts()).isEqualTo(1);
        });
        assertThat(said(database, store -> store.retry("in-2", Optional.empty())))
                .isFalse();
        assertThat(said(database, store -> store.retry("in-1", Optional.of("201"))))
                .isTrue();
        assertThat(found(database, "in-1").orElseThrow().box()).contains("201");
        change(database, store -> {
            store.failed("in-1", "Hello", "still none");
            store.retry("in-1", Optional.empty());
        });
        assertThat(found(database, "in-1").orElseThrow().box())
                .as("stays whose it was said to be")
                .contains("201");
        database.close();
    }

    @OnEachDatabase
    void remembersWhatIsDoneForAWhile(Database database) {
        database.migrate(MailTable.MODULE);
        change(database, store -> store.add(mail("in-1", "k1", 0)));
        assertThat(withFile(database)).containsExactly("in-1");
        assertThat(said(database, store -> store.done("in-1"))).isTrue();
        assertThat(said(database, store -> store.done("in-1"))).isFalse();
        assertThat(withFile(database)).isEmpty();
        assertThat(bytes(database)).isZero();
        assertThat(said(database, store -> store.add(mail("in-3", "k1", 5)))).isFalse();
        change(database, store -> {
            store.forget(NOON, 10);
        });
        assertThat(said(database, store -> store.add(mail("in-3", "k1", 5)))).isFalse();
        change(database, store -> {
            store.forget(NOON.plusSeconds(1), 10);
        });
        assertThat(said(database, store -> store.add(mail("in-3", "k1", 5)))).isTrue();
        database.close();
    }
}
