package offhook.directory.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.Hashing;
import offhook.directory.NumberPlan;
import offhook.directory.People;
import offhook.directory.PhoneBook;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Aor;
import offhook.directory.address.DisplayName;
import offhook.directory.credentials.AtRest;
import offhook.directory.credentials.Credentials;
import offhook.directory.credentials.Decoys;
import offhook.directory.credentials.DigestHashes;
import offhook.directory.credentials.MasterKey;
import offhook.directory.credentials.Password;
import offhook.directory.credentials.ScramHash;
import offhook.runtime.life.StartFailure;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Logged;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.work.Overloaded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CsvSourceTest {

    private static final String DOMAIN = "capulet.example";
    private static final UserId JULIET = new UserId("juliet");
    private static final UserId ROMEO = new UserId("romeo");
    private static final String HEADER = "user,name,extension,password,sip_password\n";

    @TempDir
    Path folder;

    private final Logged logged = Logged.by("offhook.directory");
    private final ManualTime time = new ManualTime();
    private boolean poolIsFull;

    @AfterEach
    void nothingSecretIsLogged() {
        logged.close();
        assertThat(logged.lines()).noneMatch(line -> line.contains("s3cret"));
    }

    /** A server with a list, as after a start. */
    private final class Server {

        final PhoneBook book;
        final People people;
        final CsvImport into;
        final CsvSource source;
        final List<String> heard = new ArrayList<>();

        Server(Database database) {
            this(database, DOMAIN, 1);
        }

        Server(Database database, String domain, int iterations) {
            var key = new MasterKey(new byte[32]);
            var random = new SecureRandom();
            var hashing = new Hashing(domain, iterations, random, this::hash);
            book = new PhoneBook(domain, NumberPlan.of("+1"), new Decoys(key, 1), List.of());
            people = new People(book, database, new AtRest(key, random), hashing);
            try {
                people.load();
            } catch (StartFailure e) {
                throw new IllegalStateException(e);
            }
            book.listen((before, after) -> heard.add(name(before) + "→" + name(after)));
            into = new CsvImport(book, people, hashing, 2);
            var defaults = new CsvDefaults(domain, NumberPlan.of("+1"), Locale.ENGLISH, ZoneOffset.UTC);
            source = new CsvSource(file(), defaults, into, hashing, key, time, time);
        }

        private void hash(Runnable task) {
            if (poolIsFull) {
                throw new Overloaded("the pool", 0);
            }
            time.execute(task);
        }

        CsvReport start() {
            return join(source.start());
        }

        Credentials credentials(UserId id) {
            return book.credentials(id).orElseThrow();
        }

        boolean logsIn(UserId id, String password) {
            return book.credentials(id)
                    .filter(c -> c.sha256().matches(ScramHash.SHA_256, Password.of(password)))
                    .isPresent();
        }
    }

    private static String name(Optional<User> user) {
        return user.map(u -> u.name().value()).orElse("");
    }

    private Path file() {
        return folder.resolve("users.csv");
    }

    private void write(String rows) {
        writeWhole(HEADER + rows);
    }

    private void writeWhole(String text) {
        try {
            Files.writeString(file(), text);
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T join(CompletionStage<T> stage) {
        time.run();
        assertThat(stage.toCompletableFuture()).isDone();
        return stage.toCompletableFuture().join();
    }

    @OnEachDatabase
    void thePeopleOfTheListLogIn(Database database) {
        write("juliet,Juliet Capulet,201,s3cret,\nromeo,Romeo,202,other s3cret,phone s3cret\n");
        var server = new Server(database);
        assertThat(server.start()).hasToString("2 people, 2 added, 0 changed, 0 disabled, 0 errors");
        assertThat(server.logsIn(JULIET, "s3cret")).isTrue();
        assertThat(server.logsIn(ROMEO, "other s3cret")).isTrue();
        assertThat(server.credentials(ROMEO).digest())
                .isEqualTo(DigestHashes.derive("romeo", DOMAIN, Password.of("phone s3cret")));
        assertThat(server.credentials(JULIET).digest())
                .isEqualTo(DigestHashes.derive("juliet", DOMAIN, Password.of("s3cret")));
    }

    @OnEachDatabase
    void onlyWhatChangedIsHashedAgain(Database database) {
        write("juliet,Juliet,201,s3cret,\nromeo,Romeo,202,s3cret,\n");
        var server = new Server(database);
        server.start();
        var juliet = server.credentials(JULIET);
        var romeo = server.credentials(ROMEO);
        server.heard.clear();

        write("juliet,Juliet,201,s3cret,\nromeo,Romeo Montague,203,s3cret,\n");
        assertThat(join(server.source.reload())).hasToString("2 people, 0 added, 1 changed, 0 disabled, 0 errors");
        assertThat(server.credentials(JULIET)).isSameAs(juliet);
        assertThat(server.credentials(ROMEO)).isSameAs(romeo);
        assertThat(server.heard).containsExactly("Romeo→Romeo Montague");

        write("juliet,Juliet,201,new s3cret,\nromeo,Romeo Montague,203,s3cret,\n");
        assertThat(join(server.source.reload()).changed()).isEqualTo(1);
        assertThat(server.logsIn(JULIET, "new s3cret")).isTrue();
        assertThat(server.credentials(ROMEO)).isSameAs(romeo);

        var again = new Server(database);
        assertThat(again.start()).hasToString("2 people, 0 added, 0 changed, 0 disabled, 0 errors");
        assertThat(again.credentials(ROMEO).sha1().salt())
                .isEqualTo(romeo.sha1().salt());
    }

    @OnEachDatabase
    void otherIterationsOrAnotherDomainAreAChangeOfEverybody(Database database) {
        write("juliet,Juliet,201,s3cret,\n");
        new Server(database).start();
        assertThat(new Server(database, DOMAIN, 2).start().changed()).isEqualTo(1);
        var moved = new Server(database, "montague.example", 2);
        assertThat(moved.start().changed()).isEqualTo(1);
        assertThat(moved.credentials(JULIET).digest())
                .isEqualTo(DigestHashes.derive("juliet", "montague.example", Password.of("s3cret")));
    }

    @OnEachDatabase
    void passwordsMayBeEmptiedAfterTheImport(Database database) {
        write("juliet,Juliet,201,s3cret,phone s3cret\n");
        var server = new Server(database);
        server.start();
        write("juliet,Juliet C,201,,\nromeo,Romeo,202,,\n");
        assertThat(join(server.source.reload()).errors())
                .hasToString(
                        "[line 3, column password: romeo is new and needs one: neither chat nor phone can log in]");
        assertThat(server.logsIn(JULIET, "s3cret")).isTrue();
        assertThat(server.book.user(ROMEO)).isEmpty();

        write("juliet,Juliet C,201,,other s3cret\n");
        assertThat(join(server.source.reload()).errors()).isEmpty();
        var again = new Server(database);
        again.start();
        assertThat(again.logsIn(JULIET, "s3cret")).isTrue();
        assertThat(again.credentials(JULIET).digest())
                .isEqualTo(DigestHashes.derive("juliet", DOMAIN, Password.of("other s3cret")));
    }

    @OnEachDatabase
    void whoLeavesTheListIsDisabledAndComesBackWithIt(Database database) {
        write("juliet,Juliet,201,s3cret,\nromeo,Romeo,202,s3cret,\n");
        new Server(database).start();
        write("romeo,Romeo,201,s3cret,\n");
        var server = new Server(database);
        assertThat(server.start()).hasToString("1 people, 0 added, 1 changed, 1 disabled, 0 errors");
        assertThat(server.book.user(JULIET)).map(User::enabled).contains(false);
        assertThat(server.logsIn(JULIET, "s3cret")).isFalse();
        assertThat(server.book.user(ROMEO)).map(User::extensions).contains(List.of("201"));

        write("romeo,Romeo,202,s3cret,\njuliet,Juliet,201,,\n");
        assertThat(join(server.source.reload()).errors()).isEmpty();
        assertThat(server.logsIn(JULIET, "s3cret")).isTrue();
    }

    @OnEachDatabase
    void nobodyIsDisabledForARowOrAFileThatCannotBeRead(Database database) {
        write("juliet,Juliet,201,s3cret,\nromeo,Romeo,202,s3cret,\n");
        var server = new Server(database);
        server.start();
        server.heard.clear();
        write("juliet,Juliet,2x1,s3cret,\nromeo,Romeo,202,s3cret,\n");
        assertThat(join(server.source.reload())).hasToString("1 people, 0 added, 0 changed, 0 disabled, 1 error");
        write("\"juliet,Juliet,201,s3cret,\nromeo,Romeo,202,s3cret,\n");
        assertThat(join(server.source.reload())).hasToString("1 people, 0 added, 0 changed, 0 disabled, 1 error");
        writeWhole("");
        assertThat(join(server.source.reload()).applied()).isFalse();
        writeWhole("juliet,Juliet,201,s3cret\n");
        assertThat(join(server.source.reload()).applied()).isFalse();
        assertThat(file().toFile().delete()).isTrue();
        assertThat(join(server.source.reload()).errors()).hasToString("[there is no such file]");
        assertThat(server.heard).isEmpty();
        assertThat(server.logsIn(JULIET, "s3cret")).isTrue();
    }

    @OnEachDatabase
    void theListRulesThePeopleItNames(Database database) {
        write("romeo,Romeo,202,s3cret,\njuliet,Juliet,201,s3cret,\n");
        var server = new Server(database);
        server.start();
        for (var change : List.<CompletionStage<User>>of(
                server.people.password(JULIET, Password.of("x")), server.people.remove(JULIET))) {
            assertThatThrownBy(() -> join(change)).hasRootCauseMessage("juliet comes from users.csv line 3");
        }
        write("romeo,Romeo,202,s3cret,\n");
        join(server.source.reload());
        join(server.people.remove(JULIET));
        assertThat(server.book.user(JULIET)).isEmpty();
    }

    @OnEachDatabase
    void theListAndTheOwnDatabaseLiveTogether(Database database) {
        write("romeo,Romeo,202,s3cret,\n");
        var server = new Server(database);
        server.start();
        var nurse = User.of(new UserId("nurse"), DOMAIN)
                .withExtensions(List.of("203"))
                .withAliases(List.of(Aor.parse("sip:help@capulet.example")));
        join(server.people.add(nurse, Password.of("s3cret"), Optional.empty()));

        write("romeo,Romeo,202,s3cret,\nparis,Paris,203,s3cret,\n");
        assertThat(join(server.source.reload()))
                .isEqualTo(new CsvReport(true, 2, 0, 0, 0, List.of(new RowError(3, "", "203 belongs to nurse"))));

        // From now on the list rules the nurse; an alias, which it cannot name, stays.
        write("romeo,Romeo,202,s3cret,\nnurse,Nurse,204,,\n");
        join(server.source.reload());
        assertThat(server.book.user(nurse.id()))
                .contains(nurse.withName(new DisplayName("Nurse")).withExtensions(List.of("204")));
        assertThat(server.logsIn(nurse.id(), "s3cret")).isTrue();
        assertThat(server.people.ruler(nurse.id())).contains("users.csv line 3");
    }

    @Test
    void aChangedFileIsReadOnceItHasSettled() {
        try (var database = TestDatabases.sqlite(time)) {
            write("juliet,Juliet,201,s3cret,\n");
            var server = new Server(database);
            server.start();
            server.heard.clear();
            time.passSeconds(60);
            assertThat(server.heard).isEmpty();

            write("juliet,Juliet,2");
            time.pass(Duration.ofMillis(1500));
            write("juliet,Julia,201,s3cret,\nromeo,Romeo,202,s3cret,\n");
            time.passSeconds(1);
            assertThat(server.heard).isEmpty();
            time.passSeconds(2);
            assertThat(server.heard).containsExactlyInAnyOrder("Juliet→Julia", "→Romeo");

            assertThat(file().toFile().delete()).isTrue();
            time.passSeconds(10);
            write("juliet,Juliet,201,s3cret,\nromeo,Romeo,202,s3cret,\n");
            time.passSeconds(3);
            assertThat(server.heard).endsWith("Julia→Juliet");

            server.source.close();
            write("juliet,J,201,s3cret,\n");
            time.passSeconds(10);
            assertThat(server.heard).endsWith("Julia→Juliet");
            assertThat(time.timers()).isZero();
        }
    }

    @Test
    void whatFailedForWantOfRoomIsTriedAgain() {
        try (var database = TestDatabases.sqlite()) {
            write("juliet,Juliet,201,s3cret,\n");
            var server = new Server(database);
            poolIsFull = true;
            var failed = server.source.start();
            time.run();
            assertThat(failed.toCompletableFuture()).isCompletedExceptionally();
            poolIsFull = false;
            time.passSeconds(29);
            assertThat(server.heard).isEmpty();
            time.passSeconds(1);
            assertThat(server.heard).containsExactly("→Juliet");
        }
    }

    @Test
    void mistakesAndAnOpenFileAreLogged() throws Exception {
        try (var database = TestDatabases.sqlite()) {
            var rows = new StringBuilder("juliet,Juliet,201,s3cret\u0007,\n");
            for (int i = 0; i < 60; i++) {
                rows.append("juliet").append(i).append(",,x,s3cret,\n");
            }
            write(rows.toString());
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
            new Server(database).start();
            assertThat(logged.events())
                    .filteredOn(event -> event.getLevel() == Level.WARN)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .contains(
                            file() + ": others may read it (rw-r--r--), and it holds passwords; chmod 600 was expected",
                            file() + " line 2, column password: the password holds a character that nobody can type",
                            file() + ": 11 more errors")
                    .hasSize(52);
        }
    }

    @OnEachDatabase
    void aListCanBeTakenOverOnceWithoutRulingAnybody(Database database) {
        write("romeo,Romeo,202,s3cret,\n");
        var server = new Server(database);
        server.start();
        var defaults = new CsvDefaults(DOMAIN, NumberPlan.of("+1"), Locale.ENGLISH, ZoneOffset.UTC);
        var list = CsvPeople.parse(
                (HEADER + "juliet,Juliet,201,s3cret,\nromeo,R,202,x,\nparis,Paris,,,\n").getBytes(UTF_8), defaults);
        assertThat(join(server.into.once(list)).errors())
                .extracting(RowError::toString)
                .containsExactly(
                        "line 3, column user: romeo comes from users.csv line 2",
                        "line 4, column password: paris is new and needs one: neither chat nor phone can log in");
        join(server.people.password(JULIET, Password.of("other")));
        assertThat(server.logsIn(JULIET, "other")).isTrue();
        assertThat(server.book.users()).hasSize(2);
        assertThat(join(server.source.reload()).disabled()).isZero();
    }
}
