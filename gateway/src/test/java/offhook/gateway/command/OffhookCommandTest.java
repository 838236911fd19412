package offhook.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import offhook.runtime.life.StartFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OffhookCommandTest {

    @TempDir
    Path folder;

    private CommandWorld world;

    @BeforeEach
    void world() {
        world = new CommandWorld(folder);
    }

    @Test
    void saysWhatItCanDo() {
        var help = world.run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("start", "check", "user", "who", "explain", "hospital", "trace", "test", "demo");
        assertThat(world.run("user", "--help").out()).contains("add", "list", "passwd", "remove", "import");
        assertThat(world.run("hospital", "retry", "--help").out()).contains("--to=MAIL");
    }

    @Test
    void everyCommandExplainsItself() {
        var asked = new ArrayList<String>();
        explains(OffhookCommand.line(world, world), new ArrayList<>(), asked);
        assertThat(asked).hasSizeGreaterThan(15).contains("reload", "user passwd", "explain call", "hospital drop");
    }

    private void explains(CommandLine command, List<String> path, List<String> asked) {
        var args = new ArrayList<>(path);
        args.add("--help");
        var said = world.run(args.toArray(String[]::new));
        assertThat(said.exitCode()).as(String.join(" ", args)).isZero();
        assertThat(said.err()).as(String.join(" ", args)).isEmpty();
        assertThat(said.out())
                .as(String.join(" ", args))
                .startsWith("Usage: "
                        + String.join(
                                " ",
                                Stream.concat(Stream.of("offhook"), path.stream())
                                        .toList()))
                .contains("-h, --help")
                .hasLineCount((int)
                        said.out().lines().filter(line -> line.length() <= 80).count());
        asked.add(String.join(" ", path));
        command.getSubcommands().forEach((name, child) -> {
            var deeper = new ArrayList<>(path);
            deeper.add(name);
            explains(child, deeper, asked);
        });
    }

    @Test
    void saysItsVersion() {
        assertThat(world.run("--version").out()).matches("offhook \\d+\\.\\d+\\S*\\R");
    }

    @Test
    void wrongUsageIsTwo() {
        for (var args : new String[][] {{"strat"}, {"start", "--confg", "x"}, {"trace"}, {"user"}, {}}) {
            var said = world.run(args);
            assertThat(said.exitCode()).as(String.join(" ", args)).isEqualTo(2);
            assertThat(said.err()).startsWith("offhook: ").contains("--help").doesNotContain("\tat ");
        }
        assertThat(world.run("strat").err()).contains("offhook: Unmatched argument at index 0: 'strat'");
    }

    @Test
    void findsTheConfigurationFile() throws Exception {
        var nothing = world.run("start");
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err()).startsWith("offhook: there is no configuration file: give --config FILE");

        world.write(null);
        assertThat(world.run("start").exitCode()).isZero();
        assertThat(world.started).isEqualTo(folder.resolve("offhook.toml"));

        Files.copy(folder.resolve("offhook.toml"), folder.resolve("other.toml"));
        world.environment.put("OFFHOOK_CONFIG", "other.toml");
        world.run("start");
        assertThat(world.started).isEqualTo(folder.resolve("other.toml"));

        world.run("start", "--config", "offhook.toml");
        assertThat(world.started).isEqualTo(folder.resolve("offhook.toml"));
    }

    @Test
    void everyMistakeOfTheFileIsALine() throws Exception {
        Files.writeString(folder.resolve("offhook.toml"), "domian = \"x\"\nlisten = [\"nine\"]\n");
        for (var command : new String[] {"start", "check", "who"}) {
            var said = world.run(command);
            assertThat(said.exitCode()).isEqualTo(2);
            assertThat(said.err().lines()).hasSize(2).allMatch(line -> line.contains("offhook.toml:"));
            assertThat(said.out()).isEmpty();
        }
        var missing = world.run("start", "--config", "none.toml");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("none.toml").contains("there is no such file");
    }

    @Test
    void aStartThatFailsIsOneLineAndItsCode() throws Exception {
        world.write(null);
        world.failure = new StartFailure("the port is taken", 1);
        var said = world.run("start");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).isEqualToIgnoringNewLines("offhook: the port is taken");
    }
}
