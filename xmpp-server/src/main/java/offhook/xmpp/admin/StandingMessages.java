package offhook.xmpp.admin;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;

/** Where what administrators have to tell everybody is kept, and who has seen it. Safe to share. */
interface StandingMessages {

    /** What is said to whom. */
    enum Kind {
        /** To each user once. */
        MOTD,
        /** To whoever logs in for the first time. */
        WELCOME
    }

    record Text(String id, String body) {}

    /** Blocks. */
    Optional<Text> find(Kind kind);

    CompletionStage<Void> put(Kind kind, Text text);

    CompletionStage<Void> remove(Kind kind);

    /** An account is about to see a message; tells whether it has not seen it before. */
    CompletionStage<Boolean> seen(Jid account, String motd);

    /** The tables {@code standing_message} and {@code motd_seen}. */
    record Table(Database database) implements StandingMessages {

        @Override
        public Optional<Text> find(Kind kind) {
            return database.read(handle -> handle.createQuery("SELECT id, body FROM standing_message WHERE kind = ?")
                    .bind(0, kind.name())
                    .map((row, context) -> new Text(row.getString("id"), row.getString("body")))
                    .findOne());
        }

        @Override
        public CompletionStage<Void> put(Kind kind, Text text) {
            return database.write(tx -> {
                tx.execute(
                        """
                        INSERT INTO standing_message (kind, id, body) VALUES (?, ?, ?)
                        ON CONFLICT (kind) DO UPDATE SET id = excluded.id, body = excluded.body""",
                        kind.name(),
                        text.id(),
                        text.body());
                return null;
            });
        }

        @Override
        public CompletionStage<Void> remove(Kind kind) {
            return database.write(tx -> {
                tx.execute("DELETE FROM standing_message WHERE kind = ?", kind.name());
                return null;
            });
        }

        @Override
        public CompletionStage<Boolean> seen(Jid account, String motd) {
            return database.write(tx -> tx.execute(
                            """
                            INSERT INTO motd_seen (account, motd) VALUES (?, ?)
                            ON CONFLICT (account) DO UPDATE SET motd = excluded.motd
                            WHERE motd_seen.motd <> excluded.motd""",
                            account.toString(),
                            motd)
                    > 0);
        }
    }
}
