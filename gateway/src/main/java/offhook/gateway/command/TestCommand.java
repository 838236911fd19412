package offhook.gateway.command;

import picocli.CommandLine.Command;

/** {@code offhook test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Tries something out on the server that runs.")
final class TestCommand {}
