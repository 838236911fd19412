package offhook.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.crypto.AEADBadTagException;
import offhook.directory.address.Aor;
import offhook.directory.address.DisplayName;
import offhook.directory.address.MailAddress;
import offhook.directory.address.PhoneNumber;
import offhook.directory.address.SipUri;
import offhook.directory.credentials.AtRest;
import offhook.directory.credentials.Credentials;
import offhook.directory.credentials.Decoys;
import offhook.directory.credentials.DigestHashes;
import offhook.directory.credentials.MasterKey;
import offhook.directory.credentials.Password;
import offhook.directory.credentials.ScramHash;
import offhook.runtime.life.StartFailure;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PeopleTest {

    private static final String DOMAIN = "capulet.example";
    private static final UserId JULIET = new UserId("juliet");
    private static final UserId ROMEO = new UserId("romeo");
    private static final Password SECRET = Password.of("secret");

    /** A directory as it is after a start. */
    private static final class Started {

        final PhoneBook book;
        final People people;

        Started(Database database) {
            this(database, DOMAIN, new byte[32]);
        }

        Started(Database database, String domain, byte[] secret) {
            var key = new MasterKey(secret);
            var random = new SecureRandom();
            var all = new RingGroup("600", List.of(JULIET, ROMEO), RingGroup.Strategy.ALL);
            book = new PhoneBook(domain, NumberPlan.of("+1"), new Decoys(key, 1), List.of(all));
            people = new People(book, database, new AtRest(key, random), new Hashing(domain, 1, random, Runnable::run));
            try {
                people.load();
            } catch (StartFailure e) {
                throw new IllegalStateException(e);
            }
        }

        Started with(String user, String... extensions) {
            join(people.add(person(user, extensions), SECRET, Optional.empty()));
            return this;
        }

        Credentials credentials(UserId id) {
            return book.credentials(id).orElseThrow();
        }
    }

    private static User person(String user, String... extensions) {
        return User.of(new UserId(user), DOMAIN).withExtensions(List.of(extensions));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static void assertRefused(Refusal.Kind kind, String message, ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOf(CompletionException.class)
                .cause()
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
    }

    @OnEachDatabase
    void aPersonComesBackWholeAfterARestart(Database database) {
        var juliet = person("juliet", "201", "*44")
                .withName(new DisplayName("Juliet Capulet ♥"))
                .withAliases(List.of(Aor.parse("sip:j%20c@capulet.example"), Aor.parse("sip:jc@navy.example")))
                .withNumbers(List.of(new PhoneNumber("+15550123")))
                .withMail(Optional.of(new MailAddress("juliet@mail.example")))
                .withLocale(Locale.forLanguageTag("it-IT"), ZoneId.of("Europe/Rome"))
                .withGroups(Set.of("House of Capulet", "Balcony"))
                .withNotifyBy(Optional.of(NotifyPolicy.CHAT_THEN_EMAIL));
        var before = new Started(database);
        join(before.people.add(juliet, SECRET, Optional.of(Password.of("phone"))));
        before.with("romeo");

        var after = new Started(database);
        assertThat(after.book.everybody()).containsExactly(juliet, person("romeo"));
        assertThat(after.book.find(SipUri.parse("tel:+15550123"))).contains(juliet);
        var credentials = after.credentials(JULIET);
        assertThat(credentials.digest()).isEqualTo(DigestHashes.derive("juliet", DOMAIN, Password.of("phone")));
        assertThat(credentials.phoneSecret()).isTrue();
        for (var hash : ScramHash.values()) {
            assertThat(credentials.scram(hash).matches(hash, SECRET)).isTrue();
            assertThat(credentials.scram(hash).serverKey())
                    .isEqualTo(before.credentials(JULIET).scram(hash).serverKey());
        }
    }

    @OnEachDatabase
    void noPasswordAndNoHashOfItIsInTheTable(Database database) {
        new Started(database).with("juliet");
        var digest = DigestHashes.derive("juliet", DOMAIN, SECRET);
        String everything = database.read(handle ->
                handle.createQuery("SELECT * FROM person").mapToMap().list().toString());
        assertThat(everything).contains("juliet").doesNotContain("secret=s", digest.md5(), digest.sha256());
        assertThat(everything).doesNotContain("=" + SECRET.reveal());
    }

    @OnEachDatabase
    void anAddressBelongsToOnePerson(Database database) {
        var start = new Started(database).with("juliet", "201").with("romeo");
        join(start.people.change(JULIET, u -> u.withNumbers(List.of(new PhoneNumber("+15550123")))));

        assertRefused(Refusal.Kind.ADDRESS_TAKEN, "201 belongs to juliet", () -> start.with("nurse", "201"));
        assertRefused(Refusal.Kind.ADDRESS_TAKEN, "600 is a ring group", () -> start.with("nurse", "600"));
        assertRefused(Refusal.Kind.ADDRESS_TAKEN, "201 belongs to juliet", () -> start.with("201"));
        assertRefused(
                Refusal.Kind.ADDRESS_TAKEN,
                "juliet is another person",
                () -> join(start.people.change(
                        ROMEO, u -> u.withAliases(List.of(Aor.parse("sip:JULIET@capulet.example"))))));
        assertRefused(
                Refusal.Kind.ADDRESS_TAKEN,
                "+15550123 belongs to juliet",
                () -> join(start.people.change(
                        ROMEO, u -> u.withAliases(List.of(Aor.parse("sip:+15550123@capulet.example"))))));
        assertThat(start.book.everybody()).extracting(User::id).containsExactly(JULIET, ROMEO);
        assertThat(new Started(database).book.user(ROMEO)).contains(person("romeo"));
    }

    @OnEachDatabase
    void aNameIsTakenOnce(Database database) {
        var start = new Started(database).with("juliet");
        assertRefused(Refusal.Kind.EXISTS, "juliet is there already", () -> start.with("juliet"));
        join(start.people.change(JULIET, u -> u.withEnabled(false)));
        assertRefused(Refusal.Kind.EXISTS, "juliet is there already, but disabled", () -> start.with("juliet"));
        assertRefused(Refusal.Kind.UNKNOWN, "there is no romeo", () -> join(start.people.password(ROMEO, SECRET)));
        assertRefused(Refusal.Kind.UNKNOWN, "there is no romeo", () -> join(start.people.remove(ROMEO)));
    }

    @OnEachDatabase
    void whoIsDisabledKeepsEverythingButTheAddresses(Database database) {
        var start = new Started(database).with("juliet", "201");
        join(start.people.change(JULIET, u -> u.withEnabled(false)));
        start.with("romeo", "201");

        assertRefused(
                Refusal.Kind.ADDRESS_TAKEN,
                "201 belongs to romeo",
                () -> join(start.people.change(JULIET, u -> u.withEnabled(true))));
        assertThat(start.book.find(SipUri.parse("sip:201@capulet.example"))).contains(person("romeo", "201"));

        join(start.people.change(ROMEO, u -> u.withExtensions(List.of())));
        join(start.people.change(JULIET, u -> u.withEnabled(true)));
        assertThat(start.credentials(JULIET).sha256().matches(ScramHash.SHA_256, SECRET))
                .isTrue();
        assertThat(new Started(database).book.find(SipUri.parse("sip:201@capulet.example")))
                .contains(person("juliet", "201"));
    }

    @OnEachDatabase
    void aNewPasswordIsForThePhoneTooUnlessThatHasItsOwn(Database database) {
        var start = new Started(database).with("juliet");
        var other = Password.of("other");
        join(start.people.password(JULIET, other));
        assertThat(start.credentials(JULIET).digest()).isEqualTo(DigestHashes.derive("juliet", DOMAIN, other));

        var phone = Password.random(new SecureRandom());
        join(start.people.phoneSecret(JULIET, phone));
        join(start.people.password(JULIET, SECRET));
        var after = new Started(database).credentials(JULIET);
        assertThat(after.digest()).isEqualTo(DigestHashes.derive("juliet", DOMAIN, phone));
        assertThat(after.sha1().matches(ScramHash.SHA_1, SECRET)).isTrue();
        assertThat(after.sha1().matches(ScramHash.SHA_1, other)).isFalse();
    }

    @OnEachDatabase
    void whoIsRemovedLeavesNothing(Database database) {
        var start = new Started(database).with("juliet", "201");
        join(database.write(tx -> tx.execute("CREATE TABLE keepsake (owner TEXT)")));
        join(database.write(tx -> tx.execute("INSERT INTO keepsake VALUES ('juliet'), ('romeo')")));
        start.people.onRemoval((id, tx) -> tx.execute("DELETE FROM keepsake WHERE owner = ?", id.value()));
        join(start.people.remove(JULIET));

        assertThat(start.book.user(JULIET)).isEmpty();
        assertThat(start.book.find(SipUri.parse("sip:201@capulet.example"))).isEmpty();
        assertThat(new Started(database).book.everybody()).isEmpty();
        List<String> owners = database.read(handle -> handle.createQuery("SELECT owner FROM keepsake")
                .mapTo(String.class)
                .list());
        assertThat(owners).containsExactly("romeo");
        start.with("juliet", "201");
    }

    @OnEachDatabase
    void whoIsRemovedWhileTheServerIsDownIsForgottenAtItsStart(Database database) throws StartFailure {
        join(new Started(database).with("juliet").people.remove(JULIET));
        var forgotten = new ArrayList<UserId>();
        var start = new Started(database).with("juliet"); // the next one of that name
        start.people.onRemoval((id, tx) -> forgotten.add(id));
        start.people.load();
        start.people.load();
        assertThat(forgotten).containsExactly(JULIET);
        assertThat(start.book.user(JULIET)).isPresent();
    }

    @OnEachDatabase
    void aRemovalThatSomebodyCannotFollowIsNone(Database database) {
        var start = new Started(database).with("juliet");
        start.people.onRemoval((id, tx) -> {
            throw new IllegalStateException("still needed");
        });
        assertThatThrownBy(() -> join(start.people.remove(JULIET))).hasRootCauseMessage("still needed");
        assertThat(start.book.user(JULIET)).isPresent();
        assertThat(new Started(database).book.user(JULIET)).isPresent();
    }

    @OnEachDatabase
    void aListChangesManyAtOnceAndMayExchangeTheirAddresses(Database database) {
        var start =
                new Started(database).with("juliet", "201").with("romeo", "202").with("nurse", "203");
        var changes = new ArrayList<PersonChange>();
        changes.add(listed("juliet", "202"));
        changes.add(listed("romeo", "201"));
        changes.add(listed("paris", "203"));
        changes.add(listed("rosaline", "600"));
        changes.add(listed("tybalt", "204"));
        changes.add(listed("mercutio", "204"));
        for (int i = 0; i < 1200; i++) {
            changes.add(listed("servant" + i, "9" + i));
        }
        var refused = join(start.people.apply(changes));

        assertThat(refused.entrySet())
                .extracting(entry -> entry.getKey() + ": " + entry.getValue().getMessage())
                .containsExactlyInAnyOrder(
                        "paris: 203 belongs to nurse",
                        "rosaline: 600 is a ring group",
                        "mercutio: 204 belongs to tybalt");
        var after = new Started(database);
        assertThat(after.book.everybody()).hasSize(1204).isEqualTo(start.book.everybody());
        assertThat(after.book.find(SipUri.parse("sip:201@capulet.example"))).contains(person("romeo", "201"));
        assertThat(after.book.find(SipUri.parse("sip:202@capulet.example"))).contains(person("juliet", "202"));
        assertThat(after.people.marks()).containsEntry(JULIET, "mark").containsEntry(new UserId("nurse"), "");
        assertThat(after.credentials(JULIET).sha1().matches(ScramHash.SHA_1, SECRET))
                .isTrue();
    }

    @OnEachDatabase
    void whoIsRefusedKeepsTheirAddressesAgainstTheRestOfTheList(Database database) {
        var start =
                new Started(database).with("juliet", "201").with("romeo", "202").with("nurse", "203");
        var refused = join(start.people.apply(List.of(listed("romeo", "201"), listed("juliet", "203"))));
        assertThat(refused.values())
                .extracting(Refusal::getMessage)
                .containsExactlyInAnyOrder("203 belongs to nurse", "201 belongs to juliet");
    }

    private static PersonChange listed(String user, String extension) {
        return new PersonChange(person(user, extension), Optional.empty(), "mark");
    }

    @OnEachDatabase
    void whomAListRulesIsChangedThere(Database database) {
        var start = new Started(database).with("juliet").with("romeo");
        start.people.ruledBy(id -> Optional.of("users.csv line 7").filter(where -> id.equals(JULIET)));
        List<ThrowingCallable> changes = List.of(
                () -> join(start.people.password(JULIET, SECRET)),
                () -> join(start.people.phoneSecret(JULIET, SECRET)),
                () -> join(start.people.change(JULIET, u -> u.withEnabled(false))),
                () -> join(start.people.remove(JULIET)));
        for (var change : changes) {
            assertRefused(Refusal.Kind.RULED_BY_LIST, "juliet comes from users.csv line 7", change);
        }
        join(start.people.password(ROMEO, SECRET));
        assertThat(join(start.people.apply(List.of(listed("juliet", "201"))))).isEqualTo(Map.of());
    }

    @Test
    void aChangeIsSeenWhenItIsCommittedAndChangesFollowOneAnother() {
        var time = new ManualTime();
        try (var database = TestDatabases.sqlite(time)) {
            var start = new Started(database);
            var first = start.people.add(person("juliet", "201"), SECRET, Optional.empty());
            var second = start.people.add(person("romeo", "201"), SECRET, Optional.empty());
            assertThat(start.book.users()).isEmpty();
            time.passSeconds(1);
            assertThat(first.toCompletableFuture()).isCompleted();
            assertThat(second.toCompletableFuture()).isCompletedExceptionally();
            assertThat(start.book.users()).containsExactly(person("juliet", "201"));
        }
    }

    @Test
    void aListenerMayChangeSomebodyItself() {
        try (var database = TestDatabases.sqlite()) {
            var start = new Started(database);
            var heard = new ArrayList<String>();
            start.book.listen((before, after) -> {
                heard.add(after.map(u -> u.name().value()).orElse("-"));
                if (heard.size() == 1) {
                    start.people.change(JULIET, u -> u.withName(new DisplayName("Juliet")));
                }
            });
            start.with("juliet");
            assertThat(heard).containsExactly("juliet", "Juliet");
        }
    }

    @OnEachDatabase
    void aDirectoryOfAnotherKeyDoesNotOpen(Database database) {
        new Started(database).with("juliet");
        var otherKey = new byte[32];
        otherKey[31] = 1;
        assertThatThrownBy(() -> new Started(database, DOMAIN, otherKey))
                .hasRootCauseInstanceOf(AEADBadTagException.class)
                .cause()
                .isInstanceOf(StartFailure.class)
                .hasMessage("the phone credentials of juliet do not open with this key; "
                        + "restore the key and the database from the same backup");
    }

    @OnEachDatabase
    void underAnotherDomainTheOwnAddressesAreOthers(Database database) {
        new Started(database).with("juliet", "201");
        var moved = new Started(database, "montague.example", new byte[32]);
        assertThat(moved.book.find(SipUri.parse("sip:201@montague.example")))
                .contains(User.of(JULIET, "montague.example").withExtensions(List.of("201")));
        assertThat(moved.credentials(JULIET).sha1().matches(ScramHash.SHA_1, SECRET))
                .isTrue();
    }
}
