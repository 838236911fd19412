package offhook.gateway.command;

import java.util.List;
import java.util.concurrent.Callable;
import offhook.gateway.control.Reloaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code offhook reload}. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = {
            "Has the server read its files again: the list of people, the certificate, and of the configuration",
            "[presence], [missed_calls] and ring groups. No call is dropped. Says what needs a restart."
        })
final class ReloadCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Spec
    private CommandSpec spec;

    ReloadCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var done = config.server().upload("/reload", new byte[0], Reloaded.class);
        done.wrong().forEach(spec.commandLine().getErr()::println);
        if (!done.applied()) {
            spec.commandLine().getErr().println("offhook: nothing was taken over, the server goes on as it was");
            return CommandFailure.USAGE;
        }
        var out = spec.commandLine().getOut();
        out.println("taken over:      " + list(done.taken()));
        out.println("needs a restart: " + list(done.restart()));
        if (done.people() != null) {
            out.println("people:          " + done.people());
        }
        return done.wrong().isEmpty() ? 0 : CommandFailure.FAILED;
    }

    private static String list(List<String> keys) {
        return keys.isEmpty() ? "nothing" : String.join(", ", keys);
    }
}
