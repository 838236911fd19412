package offhook.gateway.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code offhook voicemail}. */
@Command(
        name = "voicemail",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Somebody's voicemails: look at them, mark them, delete them and get them back; their PIN and greeting.")
final class VoicemailCommand {

    private VoicemailCommand() {}

    static CommandLine line(Product product, Terminal terminal) {
        return OffhookCommand.group(
                        new VoicemailCommand(),
                        new VoicemailListCommand(product, terminal),
                        new VoicemailDeleteCommand(product, terminal),
                        new VoicemailMarkCommand(product, terminal),
                        new VoicemailPinCommand(product, terminal),
                        new VoicemailGreetingCommand(product, terminal))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
