package offhook.gateway.voicemail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.runtime.share.SharedFileTable;
import org.jdbi.v3.core.Handle;

/** The table voicemail_link. */
record LinkTable(Handle tx) implements LinkStore {

    /** The module of its migrations. */
    static final String MODULE = "gateway-voicemail";

    @Override
    public Optional<Link> find(String voicemail) {
        return find("voicemail", voicemail);
    }

    @Override
    public Optional<Link> ofPage(String page) {
        return page.isEmpty() ? Optional.empty() : find("page", page);
    }

    private Optional<Link> find(String column, String value) {
        return tx.createQuery("SELECT * FROM voicemail_link WHERE " + column + " = :value")
                .bind("value", value)
                .map((row, context) -> new Link(
                        row.getString("voicemail"),
                        new UserId(row.getString("person")),
                        row.getString("token"),
                        row.getString("page"),
                        row.getString("name"),
                        row.getLong("size"),
                        Duration.ofMillis(row.getLong("length")),
                        row.getString("sha256")))
                .findOne();
    }

    @Override
    public void save(Link link) {
        revoke(link.voicemail());
        tx.execute(
                """
                INSERT INTO voicemail_link (voicemail, person, token, page, name, size, length, sha256)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                link.voicemail(),
                link.person().value(),
                link.token(),
                link.page(),
                link.name(),
                link.size(),
                link.length().toMillis(),
                link.sha256());
    }

    @Override
    public void revoke(String voicemail) {
        find(voicemail).ifPresent(link -> SharedFileTable.revoke(link.token(), tx));
        tx.execute("DELETE FROM voicemail_link WHERE voicemail = ?", voicemail);
    }

    @Override
    public void revoke(UserId person) {
        tokens(person).forEach(token -> SharedFileTable.revoke(token, tx));
        tx.execute("DELETE FROM voicemail_link WHERE person = ?", person.value());
    }

    @Override
    public List<String> tokens(UserId person) {
        return tx.createQuery("SELECT token FROM voicemail_link WHERE person = :person")
                .bind("person", person.value())
                .mapTo(String.class)
                .list();
    }
}
