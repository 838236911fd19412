package offhook.xmpp.roster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Statements;
import offhook.xmpp.roster.Subscription.Half;
import org.jdbi.v3.core.Handle;

/** Rosters in the tables {@code roster} and {@code roster_item}. Safe to share. */
public record RosterTable(Database database) implements RosterStore {

    /** Between the names of groups: XML 1.0 §2.2 does not allow it in any of them. */
    private static final String SEPARATOR = "\u001F";

    /** One statement, since every login asks: of a roster without items there is one row, whose item is null. */
    @Override
    public Stored load(Jid account) {
        var found = database.read(handle -> Statements.select(
                handle,
                """
                SELECT roster.version, floor, contact, listed, name, groups, sub_to, sub_from, approved, request, item.version
                FROM roster LEFT JOIN roster_item AS item ON item.account = roster.account
                WHERE roster.account = ?""",
                Found::of,
                account.toString()));
        var rows = found.stream().map(Found::row).filter(Objects::nonNull).toList();
        return found.isEmpty() ? new Stored(0, 0, rows) : new Stored(found.get(0).newest, found.get(0).floor, rows);
    }

    private record Found(long newest, long floor, Row row) {

        static Found of(ResultSet at) throws SQLException {
            boolean any = at.getString(3) != null;
            return new Found(at.getLong(1), at.getLong(2), any ? RosterTable.row(at) : null);
        }
    }

    @Override
    public CompletionStage<Void> save(Jid account, Changed changed) {
        return database.write(tx -> {
            tx.execute(
                    """
                    INSERT INTO roster (account, version, floor) VALUES (?, ?, ?)
                    ON CONFLICT (account) DO UPDATE SET version = excluded.version, floor = excluded.floor""",
                    account.toString(),
                    changed.version(),
                    changed.floor());
            changed.rows().forEach(row -> save(tx, account, row));
            changed.forgotten()
                    .forEach(contact -> tx.execute(
                            "DELETE FROM roster_item WHERE account = ? AND contact = ?",
                            account.toString(),
                            contact.toString()));
            return null;
        });
    }

    /** Nothing binds anybody to this contact any more, who is gone for good; as {@link RosterItem#orphaned}. */
    public static void forgetContact(Handle tx, Jid contact) {
        tx.execute(
                """
                UPDATE roster SET version = version + 1 WHERE account IN
                    (SELECT account FROM roster_item WHERE contact = ? AND listed = 1
                        AND (sub_to <> 'NO' OR sub_from <> 'NO' OR approved = 1))""",
                contact.toString());
        tx.execute(
                """
                UPDATE roster_item SET sub_to = 'NO', sub_from = 'NO', approved = 0, request = '', version =
                    CASE listed WHEN 0 THEN version
                    ELSE (SELECT roster.version FROM roster WHERE roster.account = roster_item.account) END
                WHERE contact = ? AND (sub_to <> 'NO' OR sub_from <> 'NO' OR approved = 1)""",
                contact.toString());
        tx.execute("DELETE FROM roster_item WHERE contact = ? AND listed = 0 AND version = 0", contact.toString());
    }

    private static void save(Handle tx, Jid account, Row row) {
        var item = row.item();
        tx.execute(
                """
                INSERT INTO roster_item
                    (account, contact, listed, name, groups, sub_to, sub_from, approved, request, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (account, contact) DO UPDATE SET
                    listed = excluded.listed, name = excluded.name, groups = excluded.groups,
                    sub_to = excluded.sub_to, sub_from = excluded.sub_from, approved = excluded.approved,
                    request = excluded.request, version = excluded.version""",
                account.toString(),
                item.jid().toString(),
                item.listed() ? 1 : 0,
                item.name(),
                String.join(SEPARATOR, item.groups()),
                item.subscription().to().name(),
                item.subscription().from().name(),
                item.approved() ? 1 : 0,
                item.request(),
                row.version());
    }

    /** By number: to look a column up by its name, the driver asks for the names of all of them, each time. */
    private static Row row(ResultSet row) throws SQLException {
        var groups = row.getString(6);
        return new Row(
                new RosterItem(
                        Jid.parse(row.getString(3)),
                        row.getInt(4) == 1,
                        row.getString(5),
                        groups.isEmpty() ? List.of() : List.of(groups.split(SEPARATOR)),
                        new Subscription(Half.valueOf(row.getString(7)), Half.valueOf(row.getString(8))),
                        row.getInt(9) == 1,
                        row.getString(10)),
                row.getLong(11));
    }
}
