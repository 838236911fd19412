package offhook.voicemail.pin;

import java.sql.ResultSet;
import java.sql.SQLException;
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
                .map((row, context) -> new Kept(row.getString("keys"), lock(row, Phone.OWN), lock(row, Phone.OTHER)))
                .findOne();
    }

    private static String prefix(Phone at) {
        return at == Phone.OWN ? "own_" : "";
    }

    private static Lock lock(ResultSet row, Phone at) throws SQLException {
        return new Lock(
                row.getInt(prefix(at) + "failures"),
                row.getInt(prefix(at) + "locks"),
                Instant.ofEpochMilli(row.getLong(prefix(at) + "locked_until")));
    }

    @Override
    public void set(UserId person, String keys) {
        tx.execute(
                """
                INSERT INTO voicemail_pin (person, keys, failures, locks, locked_until) VALUES (?, ?, 0, 0, 0)
                ON CONFLICT (person) DO UPDATE SET keys = excluded.keys, failures = 0, locks = 0, locked_until = 0,
                    own_failures = 0, own_locks = 0, own_locked_until = 0""",
                person.value(),
                keys);
    }

    @Override
    public boolean lock(UserId person, Phone at, Lock lock) {
        return tx.execute(
                        "UPDATE voicemail_pin SET %1$sfailures = ?, %1$slocks = ?, %1$slocked_until = ? WHERE person = ?"
                                .formatted(prefix(at)),
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
