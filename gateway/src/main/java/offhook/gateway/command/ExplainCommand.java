package offhook.gateway.command;

import picocli.CommandLine.Command;

/** {@code offhook explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Tells what happened, and why.")
final class ExplainCommand {}
