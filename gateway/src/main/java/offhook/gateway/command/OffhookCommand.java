package offhook.gateway.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code offhook}. */
@Command(
        name = "offhook",
        mixinStandardHelpOptions = true,
        versionProvider = OffhookCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows in chat who is on the phone, and tells people of the calls they missed.",
        footer = {
            "",
            "The script ./offhook of the source tree also knows: demo (a story in one minute), test (all tests).",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration."
        })
public final class OffhookCommand {

    private OffhookCommand() {}

    /** The whole command line, to be executed. */
    public static CommandLine line(Product product, Terminal terminal) {
        var failures = new Failures();
        var line = new CommandLine(new OffhookCommand())
                .addSubcommand(new StartCommand(product, terminal))
                .addSubcommand(new CheckCommand(product, terminal))
                .addSubcommand(new ReloadCommand(product, terminal))
                .addSubcommand(UserCommand.line(product, terminal))
                .addSubcommand(new WhoCommand(product, terminal))
                .addSubcommand(group(new ExplainCommand(), new ExplainCallCommand(product, terminal)))
                .addSubcommand(group(
                        new HospitalCommand(),
                        new HospitalListCommand(product, terminal),
                        new HospitalRetryCommand(product, terminal),
                        new HospitalDropCommand(product, terminal)))
                .addSubcommand(VoicemailCommand.line(product, terminal))
                .addSubcommand(new TraceCommand(product, terminal))
                .addSubcommand(group(new TestCommand(), new TestMissedCommand(product, terminal)));
        return line.setExecutionExceptionHandler(failures).setParameterExceptionHandler(failures);
    }

    static CommandLine group(Object parent, Object... children) {
        var line = new CommandLine(parent);
        for (var child : children) {
            line.addSubcommand(child);
        }
        return line;
    }

    /** The version that was built. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            try (var file = OffhookCommand.class.getResourceAsStream("/offhook/version.txt")) {
                return new String[] {"offhook " + new String(file.readAllBytes(), StandardCharsets.UTF_8).strip()};
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
