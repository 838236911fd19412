package offhook.gateway.command;

import java.util.concurrent.Callable;
import offhook.gateway.control.Who;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code offhook who}. */
@Command(
        name = "who",
        mixinStandardHelpOptions = true,
        description = "Shows what everybody's phone and chat clients are doing now.")
final class WhoCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Spec
    private CommandSpec spec;

    WhoCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var table = new Table("USER", "EXTENSION", "PHONE", "REGISTERED", "CHAT");
        for (var line : config.server().get("/who", Who.Line[].class)) {
            table.row(
                    line.user(),
                    String.join(" ", line.extensions()),
                    line.phone(),
                    String.join(" ", line.phones()),
                    String.join(", ", line.chats()));
        }
        table.print(spec.commandLine().getOut());
        return 0;
    }
}
