package offhook.voicemail.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.voicemail.pin.PinStore.Kept;

class PinTableTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final UserId NURSE = new UserId("nurse");

    private static boolean done(Database database, Predicate<PinStore> what) {
        return database.write(tx -> what.test(new PinTable(tx)))
                .toCompletableFuture()
                .join();
    }

    private static void set(Database database, UserId person, String keys) {
        done(database, store -> {
            store.set(person, keys);
            return true;
        });
    }

    private static Optional<Kept> find(Database database, UserId person) {
        return database.read(handle -> new PinTable(handle).find(person));
    }

    @OnEachDatabase
    void aPinAndItsLock(Database database) {
        database.migrate(Pins.MODULE);
        var closed = new Lock(3, 2, Instant.parse("2026-11-22T12:15:00Z"));
        assertThat(find(database, JULIET)).isEmpty();
        assertThat(done(database, store -> store.lock(JULIET, Phone.OWN, closed)))
                .isFalse();

        set(database, JULIET, "one");
        set(database, NURSE, "another");
        assertThat(find(database, JULIET)).contains(new Kept("one", Lock.OPEN, Lock.OPEN));
        assertThat(done(database, store -> store.lock(JULIET, Phone.OTHER, closed)))
                .isTrue();
        assertThat(find(database, JULIET)).contains(new Kept("one", Lock.OPEN, closed));
        assertThat(done(database, store -> store.lock(JULIET, Phone.OWN, closed)))
                .isTrue();
        assertThat(find(database, JULIET)).contains(new Kept("one", closed, closed));
        assertThat(find(database, NURSE)).contains(new Kept("another", Lock.OPEN, Lock.OPEN));

        set(database, JULIET, "two");
        assertThat(find(database, JULIET)).contains(new Kept("two", Lock.OPEN, Lock.OPEN));
        assertThat(done(database, store -> store.remove(JULIET))).isTrue();
        assertThat(done(database, store -> store.remove(JULIET))).isFalse();
        assertThat(find(database, JULIET)).isEmpty();
    }
}
