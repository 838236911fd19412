package offhook.gateway.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code offhook user}. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Who is in the directory; works while the server runs, and while it does not.")
final class UserCommand {

    private UserCommand() {}

    static CommandLine line(Product product, Terminal terminal) {
        return OffhookCommand.group(
                new UserCommand(),
                new UserAddCommand(product, terminal),
                new UserListCommand(product, terminal),
                new UserPasswdCommand(product, terminal),
                new UserRemoveCommand(product, terminal),
                new UserPreferencesCommand(product, terminal),
                new UserImportCommand(product, terminal));
    }
}
