package offhook.gateway.command;

import java.security.SecureRandom;
import java.util.concurrent.Callable;
import offhook.directory.credentials.Password;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook user passwd}. */
@Command(name = "passwd", mixinStandardHelpOptions = true, description = "Gives somebody a new password.")
final class UserPasswdCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Mixin
    private final Passwords passwords;

    @Parameters(paramLabel = "USER", description = "A user name.")
    private String user;

    @Option(names = "--phone", description = "For the phone alone: chat keeps its password.")
    private boolean phone;

    @Option(names = "--random", description = "Makes one up and shows it.")
    private boolean random;

    @Spec
    private CommandSpec spec;

    UserPasswdCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
        this.passwords = new Passwords(terminal);
    }

    @Override
    public Integer call() throws Exception {
        var settings = config.settings();
        var password = random ? Password.random(new SecureRandom()).reveal() : passwords.ask();
        try (var people = PeopleAccess.open(settings)) {
            people.password(user, password, phone);
        }
        spec.commandLine().getOut().println(random ? password : user + " has a new password");
        return 0;
    }
}
