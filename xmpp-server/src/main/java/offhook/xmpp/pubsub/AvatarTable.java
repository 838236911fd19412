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

    /** Keeps the hashes of cards that stay as they are. */
    CompletionStage<Void> keep(Map<Jid, String> hashes) {
        return database.write(tx -> {
            hashes.forEach((account, hash) -> save(tx, account, hash));
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

    /** The hashes of the pictures in all cards. Blocks. */
    Map<Jid, String> hashes() {
        return database.read(handle -> handle
                .createQuery("SELECT account, hash FROM avatar")
                .map((row, context) -> Map.entry(Jid.parse(row.getString(1)), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Some of the cards whose pictures nobody has looked at. Blocks. */
    Map<Jid, String> unknown(int most) {
        return database.read(handle -> handle
                .createQuery(
                        """
                        SELECT account, xml FROM vcard AS v
                        WHERE NOT EXISTS (SELECT account FROM avatar AS a WHERE a.account = v.account) LIMIT ?""")
                .bind(0, most)
                .map((row, context) -> Map.entry(Jid.parse(row.getString(1)), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
