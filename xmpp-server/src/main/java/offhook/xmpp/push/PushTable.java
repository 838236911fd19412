package offhook.xmpp.push;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;

/** The table {@code push_registration}. Safe to share. */
record PushTable(Database database) implements PushStore {

    @Override
    public Map<Jid, List<Registration>> all() {
        return database.read(handle -> {
            var all = new HashMap<Jid, List<Registration>>();
            handle.createQuery("SELECT account, service, node, resource, options FROM push_registration")
                    .map((row, context) -> all.computeIfAbsent(
                                    Jid.parse(row.getString("account")), account -> new ArrayList<>())
                            .add(new Registration(
                                    Jid.parse(row.getString("service")),
                                    row.getString("node"),
                                    row.getString("resource"),
                                    row.getString("options"))))
                    .list();
            return all;
        });
    }

    @Override
    public CompletionStage<Void> put(Jid account, Registration registration) {
        return database.write(tx -> {
            tx.execute(
                    """
                    INSERT INTO push_registration (account, service, node, resource, options) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (account, service, node)
                    DO UPDATE SET resource = excluded.resource, options = excluded.options""",
                    account.toString(),
                    registration.service().toString(),
                    registration.node(),
                    registration.resource(),
                    registration.options());
            return null;
        });
    }

    @Override
    public CompletionStage<Void> remove(Jid account, Registration registration) {
        return database.write(tx -> {
            tx.execute(
                    "DELETE FROM push_registration WHERE account = ? AND service = ? AND node = ?",
                    account.toString(),
                    registration.service().toString(),
                    registration.node());
            return null;
        });
    }
}
