package offhook.gateway.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import offhook.gateway.control.ShownGreeting;
import offhook.runtime.net.http.UrlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook voicemail greeting}. */
@Command(
        name = "greeting",
        mixinStandardHelpOptions = true,
        description = "Has somebody's callers hear a file, or says what they hear.")
final class VoicemailGreetingCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final ConfigFile config;

    @Parameters(index = "0", paramLabel = "USER", description = "A user name, extension or number.")
    private String user;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "WAV or MP3, at most two minutes. Without it, says what callers hear.")
    private Path file;

    @Option(names = "--remove", description = "From now on callers hear the standard greeting.")
    private boolean remove;

    @Spec
    private CommandSpec spec;

    VoicemailGreetingCommand(Product product, Terminal terminal) {
        this.terminal = terminal;
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var server = config.server();
        var path = "/greeting/" + UrlText.encode(user);
        if (remove) {
            server.delete(path);
            said("callers of " + user + " hear the standard greeting");
        } else if (file != null) {
            server.putFile(path, terminal.read(file));
            said("callers of " + user + " hear " + file);
        } else {
            var greeting = server.get(path, ShownGreeting.class);
            said("callers of " + user + " hear a greeting of " + greeting.seconds() + " seconds since "
                    + greeting.since());
        }
        return 0;
    }

    private void said(String line) {
        spec.commandLine().getOut().println(line);
    }
}
