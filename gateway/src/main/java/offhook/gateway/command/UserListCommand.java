package offhook.gateway.command;

import java.util.concurrent.Callable;
import offhook.gateway.control.Person;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code offhook user list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists everybody in the directory.")
final class UserListCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Spec
    private CommandSpec spec;

    UserListCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var table = new Table("USER", "NAME", "NUMBERS", "MAIL", "GROUPS", "");
        try (var people = PeopleAccess.open(config.settings())) {
            people.list().forEach(person -> add(person, table));
        }
        table.print(spec.commandLine().getOut());
        return 0;
    }

    private static void add(Person person, Table table) {
        var remarks = (person.enabled() ? "" : "disabled ") + (person.list() == null ? "" : "from " + person.list());
        var numbers = String.join(" ", person.extensions()) + ' ' + String.join(" ", person.numbers());
        table.row(
                person.user(),
                person.name(),
                numbers.strip(),
                person.mail(),
                String.join(", ", person.groups()),
                remarks.strip());
    }
}
