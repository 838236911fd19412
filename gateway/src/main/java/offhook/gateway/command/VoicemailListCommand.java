package offhook.gateway.command;

import java.util.concurrent.Callable;
import offhook.gateway.control.LeftMessage;
import offhook.runtime.net.http.UrlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook voicemail list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists somebody's voicemails, new ones first.")
final class VoicemailListCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Parameters(paramLabel = "USER", description = "A user name, extension or number.")
    private String user;

    @Option(names = "--deleted", description = "Those that can be had back.")
    private boolean deleted;

    @Spec
    private CommandSpec spec;

    VoicemailListCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var table = new Table("ID", "STATE", "ARRIVED", "SECONDS", "FROM");
        var path = "/voicemail/" + UrlText.encode(user) + (deleted ? "/deleted" : "");
        for (var one : config.server().get(path, LeftMessage[].class)) {
            table.row(
                    one.id(),
                    one.state(),
                    one.arrived(),
                    Long.toString(one.seconds()),
                    one.from() == null ? "withheld" : one.from());
        }
        table.print(spec.commandLine().getOut());
        return 0;
    }
}
