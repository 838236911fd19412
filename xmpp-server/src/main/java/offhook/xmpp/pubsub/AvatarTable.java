package offhook.xmpp.pubsub;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.xmpp.xep.Vcard;
import org.jdbi.v3.core.Handle;

/** The hashes of the pictures in cards, in the table {@code avatar}, and the cards themselves. Safe to share. */
record AvatarTable(Database database) {

    /** A card. Blocks. */
    Optional<String> find(Jid account) {
        return new Vcard.Table(database).find(account);
    }

    /** Keeps a card with the hash of its picture. */
    CompletionStage<Void> put(Jid account, String card, String hash) {
        return database.write(tx -> {
            Vcard.Table.put(tx, account, card);
            save(tx, account, hash);
            return null;
        });
    }

    CompletionStage<Void> save(Jid account, String hash) {
        return database.write(tx -> {
            save(tx, account, hash);
            return null;
        });
    }

    private static void save(Handle tx, Jid account, String hash) {
        tx.execute(
                """
                INSERT INTO avatar (account, hash) VALUES (?, ?)
                ON CONFLICT (account) DO UPDATE SET hash = excluded.hash""",
                account.toString(),
                hash);
    }

    /** All of them. Blocks. */
    Map<Jid, String> hashes() {
        return pairs("SELECT account, hash FROM avatar");
    }

    /** The cards whose pictures nobody has looked at. Blocks. */
    Map<Jid, String> unknown() {
        return pairs("SELECT account, xml FROM vcard WHERE account NOT IN (SELECT account FROM avatar)");
    }

    private Map<Jid, String> pairs(String sql) {
        return database.read(
                handle -> handle
                        .createQuery(sql)
                        .map((row, context) -> Map.entry(Jid.parse(row.getString(1)), row.getString(2)))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
