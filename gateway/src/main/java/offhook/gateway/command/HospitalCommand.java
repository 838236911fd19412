package offhook.gateway.command;

import picocli.CommandLine.Command;

/** {@code offhook hospital}. */
@Command(
        name = "hospital",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Alerts that could not be delivered, and mails of the PBX that are no voicemail: look, try again, drop.")
final class HospitalCommand {}
