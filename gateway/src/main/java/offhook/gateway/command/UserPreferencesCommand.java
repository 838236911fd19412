package offhook.gateway.command;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import offhook.gateway.control.Chosen;
import offhook.gateway.preference.PreferenceText;
import offhook.runtime.net.http.UrlText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook user preferences}. */
@Command(
        name = "preferences",
        mixinStandardHelpOptions = true,
        description = "Shows how somebody has chosen to be told and their calls to be answered, and changes it.")
final class UserPreferencesCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Parameters(index = "0", paramLabel = "USER", description = "A user name, extension or number.")
    private String user;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "NAME=VALUE",
            description = "What to change, such as digest=daily; digest= is as usual again.")
    private Map<String, String> changes = new TreeMap<>();

    @Spec
    private CommandSpec spec;

    UserPreferencesCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var path = "/users/" + UrlText.encode(user) + "/preferences";
        var server = config.server();
        var chosen = changes.isEmpty()
                ? server.get(path, Chosen.class)
                : server.put(path, new Chosen(changes, null), Chosen.class);
        var table = new Table("NAME", "VALUE");
        for (var name : PreferenceText.NAMES) {
            boolean isFixed = chosen.fixed() != null && PreferenceText.CHANNELS.contains(name);
            table.row(
                    name,
                    isFixed
                            ? chosen.fixed() + " (directory)"
                            : chosen.preferences().getOrDefault(name, "as usual"));
        }
        table.print(spec.commandLine().getOut());
        return 0;
    }
}
