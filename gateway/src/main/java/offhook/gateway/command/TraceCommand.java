package offhook.gateway.command;

import java.util.concurrent.Callable;
import offhook.gateway.control.Crossed;
import offhook.runtime.net.http.UrlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook trace}. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "Shows what crosses the wires for one person, first what is remembered, until Ctrl-C.")
final class TraceCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Parameters(paramLabel = "USER", description = "A user name, extension or address.")
    private String user;

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many.")
    private long count = Long.MAX_VALUE;

    @Spec
    private CommandSpec spec;

    TraceCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        try (var lines = config.server().follow("/trace/" + UrlText.encode(user), Crossed.class)) {
            lines.limit(count).forEach(this::show);
        }
        return 0;
    }

    private void show(Crossed crossed) {
        var out = spec.commandLine().getOut();
        out.println((crossed.at() == null ? "" : crossed.at() + ' ') + crossed.wire() + ' ' + crossed.direction());
        crossed.text().lines().forEach(line -> out.println("    " + line));
        if (crossed.leftOut() > 0) {
            out.println("    (" + crossed.leftOut() + " more)");
        }
        out.flush();
    }
}
