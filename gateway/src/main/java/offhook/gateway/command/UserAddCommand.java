package offhook.gateway.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import offhook.gateway.control.NewPerson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook user add}. */
@Command(name = "add", mixinStandardHelpOptions = true, description = "Adds somebody; asks for their password.")
final class UserAddCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Mixin
    private final Passwords passwords;

    @Parameters(paramLabel = "USER", description = "What they log in with.")
    private String user;

    @Option(names = "--name", paramLabel = "NAME", description = "What others see.")
    private String name;

    @Option(names = "--extension", paramLabel = "NUMBER", description = "A short number of the house; may be repeated.")
    private List<String> extensions = new ArrayList<>();

    @Option(names = "--number", paramLabel = "+NUMBER", description = "A number of the world; may be repeated.")
    private List<String> numbers = new ArrayList<>();

    @Option(names = "--mail", paramLabel = "ADDRESS", description = "Where mails go.")
    private String mail;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "People of a group have each other in their rosters; may be repeated.")
    private List<String> groups = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    UserAddCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
        this.passwords = new Passwords(terminal);
    }

    @Override
    public Integer call() throws Exception {
        var settings = config.settings();
        var person = new NewPerson(user, name, extensions, numbers, mail, groups, passwords.ask(), null);
        try (var people = PeopleAccess.open(settings)) {
            var added = people.add(person);
            spec.commandLine().getOut().println(added.user() + '@' + settings.domain() + " is added");
        }
        return 0;
    }
}
