package offhook.gateway.command;

import java.util.concurrent.Callable;
import offhook.runtime.net.http.UrlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook hospital drop}. */
@Command(
        name = "drop",
        mixinStandardHelpOptions = true,
        description = "Drops an alert, or a mail of the PBX: nobody will be told.")
final class HospitalDropCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Parameters(paramLabel = "ID", description = "As listed by: offhook hospital list")
    private String id;

    @Spec
    private CommandSpec spec;

    HospitalDropCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        config.server().delete("/hospital/" + UrlText.encode(id));
        spec.commandLine().getOut().println(id + " is dropped");
        return 0;
    }
}
