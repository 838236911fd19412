package offhook.pbx.mwi;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import offhook.directory.UserId;
import org.jdbi.v3.core.Handle;

/** The table mailbox. */
record MailboxTable(Handle tx) implements MailboxStore {

    @Override
    public Optional<Mailbox> find(UserId user, String name) {
        return tx.createQuery("SELECT fresh, old, number FROM mailbox WHERE person = :person AND name = :name")
                .bind("person", user.value())
                .bind("name", name)
                .map((row, context) -> mailbox(row))
                .findOne();
    }

    @Override
    public Map<UserId, Map<String, Mailbox>> all() {
        var all = new HashMap<UserId, Map<String, Mailbox>>();
        tx.createQuery("SELECT person, name, fresh, old, number FROM mailbox")
                .map((row, context) -> all.computeIfAbsent(
                                new UserId(row.getString("person")), person -> new HashMap<>())
                        .put(row.getString("name"), mailbox(row)))
                .list();
        return all;
    }

    private static Mailbox mailbox(ResultSet row) throws SQLException {
        return new Mailbox(row.getInt("fresh"), row.getInt("old"), row.getLong("number"));
    }

    @Override
    public void save(UserId user, String name, Mailbox mailbox) {
        tx.createUpdate(
                        """
                        INSERT INTO mailbox (person, name, fresh, old, number) VALUES (:person, :name, :fresh, :old, :number)
                        ON CONFLICT (person, name) DO UPDATE SET fresh = :fresh, old = :old, number = :number
                        """)
                .bind("person", user.value())
                .bind("name", name)
                .bind("fresh", mailbox.fresh())
                .bind("old", mailbox.old())
                .bind("number", mailbox.number())
                .execute();
    }

    @Override
    public void forget(UserId user) {
        tx.createUpdate("DELETE FROM mailbox WHERE person = :person")
                .bind("person", user.value())
                .execute();
    }
}
