package offhook.directory.testing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import offhook.directory.Callee;
import offhook.directory.Directory;
import offhook.directory.DirectoryListener;
import offhook.directory.Hashing;
import offhook.directory.LoginAttempt;
import offhook.directory.NumberPlan;
import offhook.directory.People;
import offhook.directory.PhoneBook;
import offhook.directory.RingGroup;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.Jid;
import offhook.directory.address.MailAddress;
import offhook.directory.address.SipUri;
import offhook.directory.credentials.AtRest;
import offhook.directory.credentials.Credentials;
import offhook.directory.credentials.Decoys;
import offhook.directory.credentials.DigestHashes;
import offhook.directory.credentials.MasterKey;
import offhook.directory.credentials.Password;
import offhook.directory.credentials.ScramHash;
import offhook.directory.credentials.ScramKeys;
import offhook.runtime.storage.Database;

/**
 * A directory in memory for tests: people with known passwords, the same salts in each run. A person's password is
 * {@link #password}, their mail address the same as their JID.
 */
public final class TestPeople implements Directory {

    private static final int ITERATIONS = 4096;

    /** The same in each run and slow to make, so made once. */
    private static final Map<String, Credentials> DERIVED = new ConcurrentHashMap<>();

    private final String domain;
    private final PhoneBook book;

    private TestPeople(String domain, List<RingGroup> ringGroups) {
        this.book = new PhoneBook(
                domain, NumberPlan.of("+1"), new Decoys(new MasterKey(new byte[32]), ITERATIONS), ringGroups);
        this.domain = book.domain();
    }

    public static TestPeople of(String domain, RingGroup... ringGroups) {
        return new TestPeople(domain, List.of(ringGroups));
    }

    /** Juliet 201, Romeo 202 and the nurse 203 of capulet.example, who share the group "Verona"; 600 rings the first two. */
    public static TestPeople ofVerona() {
        var both = List.of(new UserId("juliet"), new UserId("romeo"));
        return of("capulet.example", new RingGroup("600", both, RingGroup.Strategy.ALL))
                .with("juliet", "Juliet Capulet", "201")
                .with("romeo", "Romeo Montague", "202")
                .with("nurse", "Nurse", "203");
    }

    public TestPeople with(String user, String name, String... extensions) {
        return with(User.of(new UserId(user), domain)
                .withName(new DisplayName(name))
                .withExtensions(List.of(extensions))
                .withMail(Optional.of(new MailAddress(user + '@' + domain)))
                .withGroups(Set.of("Verona")));
    }

    /** Adds this person, or changes them: everything but the password. */
    public TestPeople with(User user) {
        book.put(user, credentialsOf(user.id().value()));
        return this;
    }

    /** Changes somebody, and the listeners hear of it. */
    public void change(String user, UnaryOperator<User> change) {
        with(change.apply(get(user)));
    }

    /**
     * Changes these people as in production: in this database first, and then in this directory.
     *
     * @param pool for hashing passwords
     */
    public People kept(Database database, Executor pool) {
        var random = new SecureRandom();
        var key = new MasterKey(new byte[32]);
        database.migrate("directory");
        return new People(book, database, new AtRest(key, random), new Hashing(domain, ITERATIONS, random, pool));
    }

    /** From now on there are these. */
    public void ringGroups(RingGroup... groups) {
        book.ringGroups(List.of(groups));
    }

    /** Somebody leaves: no login, no call. */
    public void disable(String user) {
        change(user, u -> u.withEnabled(false));
    }

    /** The person with this user name, whom the test knows to be there. */
    public User get(String user) {
        return book.user(new UserId(user)).orElseThrow();
    }

    /** The password of everybody, for chat and phone. */
    public static String password(String user) {
        return user + "-secret";
    }

    private Optional<Credentials> credentialsOf(String user) {
        return Optional.of(DERIVED.computeIfAbsent(user + '@' + domain, address -> derive(user)));
    }

    private Credentials derive(String user) {
        var password = Password.of(password(user));
        byte[] salt = Arrays.copyOf(ScramHash.SHA_256.hash(user.getBytes(StandardCharsets.UTF_8)), 16);
        return new Credentials(
                ScramKeys.derive(ScramHash.SHA_1, password, salt, ITERATIONS),
                ScramKeys.derive(ScramHash.SHA_256, password, salt, ITERATIONS),
                DigestHashes.derive(user, domain, password),
                false);
    }

    @Override
    public String domain() {
        return domain;
    }

    @Override
    public Optional<Callee> find(SipUri uri) {
        return book.find(uri);
    }

    @Override
    public Optional<User> user(Jid jid) {
        return book.user(jid);
    }

    @Override
    public Optional<User> user(UserId id) {
        return book.user(id);
    }

    @Override
    public Optional<User> login(String name) {
        return book.login(name);
    }

    @Override
    public LoginAttempt attempt(String name) {
        return book.attempt(name);
    }

    @Override
    public Optional<Credentials> credentials(UserId id) {
        return book.credentials(id);
    }

    @Override
    public Collection<User> users() {
        return book.users();
    }

    @Override
    public Collection<RingGroup> ringGroups() {
        return book.ringGroups();
    }

    @Override
    public void listen(DirectoryListener listener) {
        book.listen(listener);
    }
}
