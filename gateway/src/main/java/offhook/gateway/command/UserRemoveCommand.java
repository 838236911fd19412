package offhook.gateway.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook user remove}. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Removes somebody for good, with all that is theirs.")
final class UserRemoveCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Parameters(paramLabel = "USER", description = "A user name.")
    private String user;

    @Spec
    private CommandSpec spec;

    UserRemoveCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        try (var people = PeopleAccess.open(config.settings())) {
            people.remove(user);
        }
        spec.commandLine().getOut().println(user + " is removed");
        return 0;
    }
}
