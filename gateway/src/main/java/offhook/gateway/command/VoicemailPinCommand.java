package offhook.gateway.command;

import java.util.Map;
import java.util.concurrent.Callable;
import offhook.gateway.control.NewPin;
import offhook.gateway.control.PinState;
import offhook.runtime.net.http.UrlText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook voicemail pin}. */
@Command(
        name = "pin",
        mixinStandardHelpOptions = true,
        description = "Gives somebody the PIN with which they hear their voicemails from any phone.")
final class VoicemailPinCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final ConfigFile config;

    @Parameters(paramLabel = "USER", description = "A user name, extension or number.")
    private String user;

    @ArgGroup
    private final Instead instead = new Instead();

    /** At most one of them. */
    private static final class Instead {

        @Option(names = "--pin-stdin", description = "Reads the PIN from the first line of standard input.")
        private boolean stdin;

        @Option(names = "--remove", description = "From now on they have none.")
        private boolean remove;

        @Option(names = "--unlock", description = "After too many wrong ones.")
        private boolean unlock;

        @Option(names = "--state", description = "Says whether they have one, and whether it is locked.")
        private boolean state;
    }

    @Spec
    private CommandSpec spec;

    VoicemailPinCommand(Product product, Terminal terminal) {
        this.terminal = terminal;
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var server = config.server();
        var path = "/pin/" + UrlText.encode(user);
        if (instead.state) {
            said("the PIN of " + user + ": " + server.get(path, PinState.class).state());
        } else if (instead.remove) {
            server.delete(path);
            said(user + " has no PIN any more");
        } else if (instead.unlock) {
            server.post(path + "/unlock", Map.of(), Void.class);
            said("the PIN of " + user + " is unlocked");
        } else {
            var secret = new TypedSecret(terminal, "PIN", "--pin-stdin");
            server.put(path, new NewPin(instead.stdin ? secret.firstLine() : secret.typedTwice()), Void.class);
            said(user + " has a new PIN");
        }
        return 0;
    }

    private void said(String line) {
        spec.commandLine().getOut().println(line);
    }
}
