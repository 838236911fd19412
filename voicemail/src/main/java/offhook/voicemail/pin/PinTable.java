package offhook.voicemail.pin;

import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import org.jdbi.v3.core.Handle;

/** The table voicemail_pin. */
record PinTable(Handle tx) implements PinStore {

    @Override
    public Optional<Kept> find(UserId person) {
        return tx.createQuery("SELECT * FROM voicemail_pin WHERE person = :person")
                .bind("person", person.value())
                .map((row, context) -> new Kept(
                        row.getString("keys"),
                        new Lock(
                                row.getInt("failures"),
                                row.getInt("locks"),
                                Instant.ofEpochMilli(row.getLong("locked_until")))))
                .findOne();
    }

    @Override
    public void set(UserId person, String keys) {
        tx.execute(
                """
                INSERT INTO voicemail_pin (person, keys, failures, locks, locked_until) VALUES (?, ?, 0, 0, 0)
                ON CONFLICT (person) DO UPDATE SET keys = excluded.keys, failures = 0, locks = 0, locked_until = 0""",
                person.value(),
                keys);
    }

    @Override
    public boolean lock(UserId person, Lock lock) {
        return tx.execute(
                        "UPDATE voicemail_pin SET failures = ?, locks = ?, locked_until = ? WHERE person = ?",
                        lock.failures(),
                        lock.times(),
                        lock.until().toEpochMilli(),
                        person.value())
                > 0;
    }

    @Override
    public boolean remove(UserId person) {
        return tx.execute("DELETE FROM voicemail_pin WHERE person = ?", person.value()) > 0;
    }
}
