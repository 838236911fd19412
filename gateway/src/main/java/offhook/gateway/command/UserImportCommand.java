package offhook.gateway.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook user import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Adds and changes people by a CSV file, once. A wrong row does not spoil the others.")
final class UserImportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final ConfigFile config;

    @Parameters(paramLabel = "FILE", description = "With a header: user, name, extension, password and others.")
    private Path file;

    @Spec
    private CommandSpec spec;

    UserImportCommand(Product product, Terminal terminal) {
        this.terminal = terminal;
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var settings = config.settings();
        var bytes = terminal.read(file);
        try (var people = PeopleAccess.open(settings)) {
            var report = people.add(bytes);
            report.errors().forEach(line -> spec.commandLine().getErr().println(file + ": " + line));
            spec.commandLine()
                    .getOut()
                    .println(report.added() + " added, " + report.changed() + " changed, "
                            + (report.people() - report.added() - report.changed()) + " as they were");
            return report.applied() && report.errors().isEmpty() ? 0 : CommandFailure.FAILED;
        }
    }
}
