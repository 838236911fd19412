package offhook.gateway.command;

import java.util.List;
import java.util.concurrent.Callable;
import offhook.gateway.control.TestPart;
import offhook.runtime.net.http.UrlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook test missed}. */
@Command(
        name = "missed",
        mixinStandardHelpOptions = true,
        description = "Tells somebody that they missed a call, which never was.")
final class TestMissedCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Parameters(paramLabel = "USER", description = "A user name, extension or address.")
    private String user;

    @Spec
    private CommandSpec spec;

    TestMissedCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var sent = config.server().post("/test/missed/" + UrlText.encode(user), List.of(), TestPart.Sent.class);
        var out = spec.commandLine().getOut();
        out.println("An alert is on its way to " + sent.user() + ". What becomes of it:");
        out.println("    offhook explain call " + sent.call());
        return 0;
    }
}
