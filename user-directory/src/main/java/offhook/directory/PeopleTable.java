package offhook.directory;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import offhook.directory.address.Aor;
import offhook.directory.address.DisplayName;
import offhook.directory.address.MailAddress;
import offhook.directory.address.PhoneNumber;
import offhook.directory.credentials.AtRest;
import offhook.directory.credentials.Credentials;
import offhook.directory.credentials.ScramKeys;
import org.jdbi.v3.core.Handle;

/** The table {@code person}, on one handle. */
record PeopleTable(Handle handle, AtRest atRest, String domain) {

    /**
     * A row.
     *
     * @param realm what the digest hashes were made for
     * @param mark see {@link PersonChange}
     */
    record Row(User user, Optional<Credentials> credentials, String realm, String mark) {}

    /** @throws IllegalArgumentException if the rows were written with another key */
    List<Row> all() {
        return handle.createQuery("SELECT * FROM person ORDER BY id")
                .map((row, context) -> row(row))
                .list();
    }

    /** Writes people as they are to be, and their credentials where there are new ones. */
    void put(List<PersonChange> people) {
        var profiles = handle.prepareBatch(
                """
                INSERT INTO person (id, name, aliases, extensions, numbers, mail, language, zone, memberships,
                    notify_by, enabled, list_mark, scram_sha_1, scram_sha_256, digest, realm, phone_secret)
                VALUES (:id, :name, :aliases, :extensions, :numbers, :mail, :language, :zone, :memberships,
                    :notifyBy, :enabled, :mark, '', '', '', '', 0)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, aliases = excluded.aliases,
                    extensions = excluded.extensions, numbers = excluded.numbers, mail = excluded.mail,
                    language = excluded.language, zone = excluded.zone, memberships = excluded.memberships,
                    notify_by = excluded.notify_by, enabled = excluded.enabled, list_mark = excluded.list_mark""");
        for (var person : people) {
            var user = person.user();
            profiles.bind("id", user.id().value())
                    .bind("name", user.name().value())
                    .bind("aliases", words(user.aors().stream().skip(1)))
                    .bind("extensions", words(user.extensions().stream()))
                    .bind("numbers", words(user.numbers().stream()))
                    .bind("mail", user.mail().map(MailAddress::value).orElse(""))
                    .bind("language", user.language().toLanguageTag())
                    .bind("zone", user.zone().getId())
                    .bind("memberships", user.groups().stream().sorted().collect(joining("\n")))
                    .bind("notifyBy", user.notifyBy().map(Enum::name).orElse(""))
                    .bind("enabled", user.enabled() ? 1 : 0)
                    .bind("mark", person.mark())
                    .add();
        }
        profiles.execute();
        putCredentials(people.stream().filter(p -> p.credentials().isPresent()).toList());
    }

    private void putCredentials(List<PersonChange> people) {
        if (people.isEmpty()) {
            return;
        }
        var batch = handle.prepareBatch(
                """
                UPDATE person SET scram_sha_1 = :sha1, scram_sha_256 = :sha256, digest = :digest, realm = :realm,
                    phone_secret = :phoneSecret
                WHERE id = :id""");
        for (var person : people) {
            var credentials = person.credentials().orElseThrow();
            var id = person.user().id().value();
            batch.bind("id", id)
                    .bind("sha1", credentials.sha1().encoded())
                    .bind("sha256", credentials.sha256().encoded())
                    .bind("digest", atRest.seal(id, credentials.digest()))
                    .bind("realm", domain)
                    .bind("phoneSecret", credentials.phoneSecret() ? 1 : 0)
                    .add();
        }
        batch.execute();
    }

    void remove(UserId id) {
        handle.execute("DELETE FROM person WHERE id = ?", id.value());
    }

    /** Those of whom others still keep something. */
    List<UserId> removed() {
        return handle.createQuery("SELECT id FROM person_removed ORDER BY id")
                .map((row, context) -> new UserId(row.getString("id")))
                .list();
    }

    void noteRemoved(UserId id) {
        handle.execute("INSERT INTO person_removed (id) VALUES (?) ON CONFLICT (id) DO NOTHING", id.value());
    }

    void forgetRemoved() {
        handle.execute("DELETE FROM person_removed");
    }

    private Row row(ResultSet row) throws SQLException {
        var id = row.getString("id");
        var user = User.of(new UserId(id), domain)
                .withName(new DisplayName(row.getString("name")))
                .withAliases(split(row, "aliases", " ").map(Aor::parse).toList())
                .withExtensions(split(row, "extensions", " ").toList())
                .withNumbers(split(row, "numbers", " ").map(PhoneNumber::new).toList())
                .withMail(split(row, "mail", " ").map(MailAddress::new).findFirst())
                .withLocale(Locale.forLanguageTag(row.getString("language")), ZoneId.of(row.getString("zone")))
                .withGroups(Set.copyOf(split(row, "memberships", "\n").toList()))
                .withNotifyBy(
                        split(row, "notify_by", " ").map(NotifyPolicy::valueOf).findFirst())
                .withEnabled(row.getInt("enabled") != 0);
        return new Row(user, credentials(id, row), row.getString("realm"), row.getString("list_mark"));
    }

    private Optional<Credentials> credentials(String id, ResultSet row) throws SQLException {
        if (row.getString("digest").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Credentials(
                ScramKeys.decode(row.getString("scram_sha_1")),
                ScramKeys.decode(row.getString("scram_sha_256")),
                atRest.open(id, row.getString("digest")),
                row.getInt("phone_secret") != 0));
    }

    private static String words(Stream<?> values) {
        return values.map(Object::toString).collect(joining(" "));
    }

    private static Stream<String> split(ResultSet row, String column, String separator) throws SQLException {
        return Arrays.stream(row.getString(column).split(separator)).filter(word -> !word.isEmpty());
    }
}
