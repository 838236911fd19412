package offhook.gateway.contacts;

import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import org.jdbi.v3.core.Handle;

/** The watched contacts in the database: table {@code phone_contacts}. */
record ContactTable(Database database) implements ContactStore {

    @Override
    public CompletionStage<Void> put(Row row) {
        return database.write(tx -> {
            tx.execute(
                    """
                    INSERT INTO phone_contacts (person, contact, granted) VALUES (?, ?, ?)
                    ON CONFLICT (person, contact) DO UPDATE SET granted = excluded.granted""",
                    row.person().value(),
                    row.contact().toString(),
                    row.granted() ? 1 : 0);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> remove(UserId person, Jid contact) {
        return database.write(tx -> {
            tx.execute(
                    "DELETE FROM phone_contacts WHERE person = ? AND contact = ?", person.value(), contact.toString());
            return null;
        });
    }

    @Override
    public List<Row> all() {
        return database.read(db -> db.createQuery("SELECT * FROM phone_contacts ORDER BY person, contact")
                .map((row, context) -> new Row(
                        new UserId(row.getString("person")),
                        Jid.parse(row.getString("contact")),
                        row.getInt("granted") != 0))
                .list());
    }

    static void forget(UserId user, Handle tx) {
        tx.execute("DELETE FROM phone_contacts WHERE person = ?", user.value());
    }
}
