package offhook.gateway.command;

import java.util.concurrent.Callable;
import offhook.runtime.net.http.UrlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook voicemail delete}. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Deletes a voicemail; for a while it can be had back: offhook voicemail mark USER ID kept")
final class VoicemailDeleteCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Parameters(index = "0", paramLabel = "USER", description = "A user name, extension or number.")
    private String user;

    @Parameters(index = "1", paramLabel = "ID", description = "As listed by: offhook voicemail list USER")
    private String id;

    @Spec
    private CommandSpec spec;

    VoicemailDeleteCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        config.server().delete("/voicemail/" + UrlText.encode(user) + '/' + UrlText.encode(id));
        spec.commandLine().getOut().println(id + " is deleted");
        return 0;
    }
}
