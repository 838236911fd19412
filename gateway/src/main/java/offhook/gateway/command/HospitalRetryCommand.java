package offhook.gateway.command;

import java.util.concurrent.Callable;
import offhook.gateway.control.Retry;
import offhook.runtime.net.http.UrlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook hospital retry}. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = "Tries to deliver an alert again, as if it were new; looks once more at a mail of the PBX.")
final class HospitalRetryCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Parameters(paramLabel = "ID", description = "As listed by: offhook hospital list")
    private String id;

    @Option(
            names = "--to",
            paramLabel = "MAIL",
            description = "Another address for a mail; whose it is, if it came from the PBX.")
    private String address;

    @Spec
    private CommandSpec spec;

    HospitalRetryCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        config.server().post("/hospital/" + UrlText.encode(id) + "/retry", new Retry(address), Object.class);
        spec.commandLine().getOut().println(id + " is tried again");
        return 0;
    }
}
