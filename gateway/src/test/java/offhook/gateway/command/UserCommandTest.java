package offhook.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import offhook.gateway.control.ControlWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People from the command line: with a server, and on the database of one that does not run. */
@Timeout(60)
class UserCommandTest {

    @TempDir
    Path folder;

    private CommandWorld world;
    private ControlWorld server;

    @BeforeEach
    void world() throws Exception {
        world = new CommandWorld(folder);
        world.write(null);
    }

    private void startServer() throws Exception {
        server = new ControlWorld(folder.resolve("data"));
        world.write(server);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void addJuliet() {
        world.input = "wherefore\n";
        assertThat(world.run(
                        "user", "add", "juliet", "--name", "Juliet Capulet", "--extension", "201", "--password-stdin"))
                .isEqualTo(new CommandWorld.Said(0, "juliet@capulet.example is added" + System.lineSeparator(), ""));
    }

    @Test
    void whatIsDoneWithoutAServerIsThereWhenItStarts() throws Exception {
        addJuliet();
        assertThat(world.run("user", "list").out().lines())
                .containsExactly("USER    NAME            NUMBERS  MAIL  GROUPS", "juliet  Juliet Capulet  201");
        startServer();
        assertThat(server.book.everybody()).singleElement().satisfies(user -> assertThat(user.name())
                .hasToString("Juliet Capulet"));
    }

    @Test
    void theSameWithAServerIsSeenAtOnce() throws Exception {
        startServer();
        addJuliet();
        assertThat(server.book.everybody()).hasSize(1);
        assertThat(world.run("user", "list").out()).contains("Juliet Capulet");
        assertThat(world.run("user", "remove", "juliet").out()).contains("juliet is removed");
        assertThat(server.book.everybody()).isEmpty();
    }

    @Test
    void whatIsNotAllowedIsOneLine() throws Exception {
        for (int live = 0; live < 2; live++) {
            if (live == 1) {
                startServer();
            } else {
                addJuliet();
            }
            world.input = "secret\n";
            assertFails("juliet is there already", "user", "add", "juliet", "--password-stdin");
            assertFails("is no extension", "user", "add", "romeo", "--extension", "x", "--password-stdin");
            assertFails("there is no romeo", "user", "remove", "romeo");
            assertFails("there is no romeo", "user", "passwd", "romeo", "--random");
        }
    }

    private void assertFails(String line, String... args) {
        var said = world.run(args);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("offhook: ").contains(line).hasLineCount(1);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void passwordsAreTypedTwiceAndNeverShown() throws Exception {
        startServer();
        world.typed.addAll(List.of("secret", "secret"));
        assertThat(world.run("user", "add", "juliet").exitCode()).isZero();
        var id = server.book.everybody().get(0).id();
        var before = server.book.credentials(id);
        world.typed.addAll(List.of("secret", "other"));
        assertFails("the two passwords differ", "user", "passwd", "juliet");
        assertThat(server.book.credentials(id)).isEqualTo(before);
        world.typed.addAll(List.of("other", "other"));
        assertThat(world.run("user", "passwd", "juliet").out()).contains("juliet has a new password");
        assertThat(server.book.credentials(id)).isNotEqualTo(before);
        var nobody = world.run("user", "passwd", "juliet");
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.err()).contains("use --password-stdin");
        world.input = "";
        assertThat(world.run("user", "passwd", "juliet", "--password-stdin").exitCode())
                .isEqualTo(2);
    }

    @Test
    void aPhoneGetsASecretOfItsOwn() throws Exception {
        addJuliet();
        assertThat(world.run("user", "passwd", "juliet", "--phone", "--random").out())
                .matches("[A-Za-z0-9_-]{16}\\R");
        startServer();
        var credentials = server.book.credentials(server.book.everybody().get(0).id());
        assertThat(credentials.orElseThrow().phoneSecret()).isTrue();
        assertThat(world.run("user", "passwd", "juliet", "--phone", "--random").out())
                .matches("[A-Za-z0-9_-]{16}\\R");
    }

    @Test
    void aListIsImportedAndItsMistakesNamed() throws Exception {
        Files.writeString(folder.resolve("people.csv"), "user,password,extension\njuliet,secret,201\nromeo,,202\n");
        var stored = world.run("user", "import", "people.csv");
        assertThat(stored.exitCode()).isEqualTo(1);
        assertThat(stored.out()).startsWith("1 added, 0 changed");
        assertThat(stored.err()).startsWith("people.csv: line 3");
        startServer();
        Files.writeString(folder.resolve("people.csv"), "user,password,extension\njuliet,,211\n");
        var live = world.run("user", "import", "people.csv");
        assertThat(live)
                .isEqualTo(new CommandWorld.Said(0, "0 added, 1 changed, 0 as they were" + System.lineSeparator(), ""));
        assertFails("there is no file none.csv", "user", "import", "none.csv");
    }

    @Test
    void whoComesFromAListIsChangedThere() throws Exception {
        addJuliet();
        Files.writeString(folder.resolve("users.csv"), "user,password,extension\njuliet,secret,201\n");
        world.write(null, "[directory]", "source = \"csv:users.csv\"");
        assertFails("juliet comes from users.csv line 2", "user", "remove", "juliet");
        assertThat(world.run("user", "list").out()).contains("from users.csv line 2");
    }

    @Test
    void aFolderThatIsInUseButDoesNotAnswerIsNotTouched() throws Exception {
        startServer();
        world.write(null);
        assertFails("is in use", "user", "list");
    }
}
