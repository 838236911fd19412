package offhook.xmpp.push;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;

/** The table {@code push_registration}. Safe to share. */
record PushTable(Database database) implements PushStore {

    @Override
    public List<Known> all() {
        return database.read(handle -> handle.createQuery(
                        "SELECT account, service, node, resource, options, told FROM push_registration")
                .map((row, context) -> new Known(
                        new Device(
                                Jid.parse(row.getString("account")),
                                new Registration(
                                        Jid.parse(row.getString("service")),
                                        row.getString("node"),
                                        row.getString("resource"),
                                        row.getString("options"))),
                        Instant.ofEpochMilli(row.getLong("told"))))
                .list());
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

    @Override
    public CompletionStage<Void> told(Device device, Instant at) {
        return database.write(tx -> {
            tx.execute(
                    "UPDATE push_registration SET told = ? WHERE account = ? AND service = ? AND node = ?",
                    at.toEpochMilli(),
                    device.account().toString(),
                    device.registration().service().toString(),
                    device.registration().node());
            return null;
        });
    }
}
