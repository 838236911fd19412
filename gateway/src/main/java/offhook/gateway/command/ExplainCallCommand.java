package offhook.gateway.command;

import java.util.concurrent.Callable;
import offhook.gateway.control.Explained;
import offhook.runtime.net.http.UrlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook explain call}. */
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = "Shows the time line of a call, and why there was or was no alert.")
final class ExplainCallCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Parameters(paramLabel = "ID", description = "The Call-ID: the log has a line for each call.")
    private String id;

    @Spec
    private CommandSpec spec;

    ExplainCallCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var explained = config.server().get("/calls/" + UrlText.encode(id), Explained.class);
        var out = spec.commandLine().getOut();
        TimeLine.of(explained).forEach(out::println);
        out.flush();
        return 0;
    }
}
