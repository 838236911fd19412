package offhook.gateway.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code offhook voicemail delete}. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Deletes a voicemail; for a while it can be had back: offhook voicemail mark USER ID kept")
final class VoicemailDeleteCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Mixin
    private final VoicemailName voicemail = new VoicemailName();

    @Spec
    private CommandSpec spec;

    VoicemailDeleteCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        config.server().delete(voicemail.path());
        spec.commandLine().getOut().println(voicemail.id() + " is deleted");
        return 0;
    }
}
