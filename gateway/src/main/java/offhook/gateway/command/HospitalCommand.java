package offhook.gateway.command;

import picocli.CommandLine.Command;

/** {@code offhook hospital}. */
@Command(
        name = "hospital",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Alerts that could not be delivered: look at them, try again, drop them.")
final class HospitalCommand {}
