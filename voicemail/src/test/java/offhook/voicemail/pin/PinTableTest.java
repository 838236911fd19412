package offhook.voicemail.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.function.Function;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;

class PinTableTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final UserId NURSE = new UserId("nurse");

    private static <T> T done(Database database, Function<PinStore, T> what) {
        return database.write(tx -> what.apply(new PinTable(tx)))
                .toCompletableFuture()
                .join();
    }

    private static Void set(PinStore store, UserId person, String keys) {
        store.set(person, keys);
        return null;
    }

    @OnEachDatabase
    void aPinAndItsLock(Database database) {
        database.migrate(Pins.MODULE);
        var closed = new Lock(3, 2, Instant.parse("2026-11-22T12:15:00Z"));
        assertThat(done(database, store -> store.find(JULIET))).isEmpty();
        assertThat(done(database, store -> store.lock(JULIET, closed))).isFalse();

        done(database, store -> set(store, JULIET, "one"));
        done(database, store -> set(store, NURSE, "another"));
        assertThat(done(database, store -> store.find(JULIET))).contains(new PinStore.Kept("one", Lock.OPEN));
        assertThat(done(database, store -> store.lock(JULIET, closed))).isTrue();
        assertThat(done(database, store -> store.find(JULIET))).contains(new PinStore.Kept("one", closed));
        assertThat(done(database, store -> store.find(NURSE))).contains(new PinStore.Kept("another", Lock.OPEN));

        done(database, store -> set(store, JULIET, "two"));
        assertThat(done(database, store -> store.find(JULIET))).contains(new PinStore.Kept("two", Lock.OPEN));
        assertThat(done(database, store -> store.remove(JULIET))).isTrue();
        assertThat(done(database, store -> store.remove(JULIET))).isFalse();
        assertThat(done(database, store -> store.find(JULIET))).isEmpty();
    }
}
