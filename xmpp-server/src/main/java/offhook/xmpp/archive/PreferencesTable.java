package offhook.xmpp.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.xmpp.xml.Element;

/** Preferences in the table {@code archive_preferences}. Safe to share. */
record PreferencesTable(Database database) implements PreferencesStore {

    @Override
    public Map<Jid, Preferences> all() {
        return database.read(handle -> {
            var all = new HashMap<Jid, Preferences>();
            handle.createQuery("SELECT account, prefs FROM archive_preferences")
                    .map((row, context) -> all.put(
                            Jid.parse(row.getString("account")),
                            Preferences.read(Element.parse(row.getString("prefs")))))
                    .list();
            return all;
        });
    }

    @Override
    public CompletionStage<?> save(Jid account, Preferences preferences) {
        return database.write(tx -> tx.execute(
                """
                INSERT INTO archive_preferences (account, prefs) VALUES (?, ?)
                ON CONFLICT (account) DO UPDATE SET prefs = excluded.prefs""",
                account.toString(),
                preferences.toElement().toString()));
    }
}
