package offhook.gateway.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import offhook.directory.PeopleFile;
import offhook.directory.source.CsvDefaults;
import offhook.directory.source.CsvPeople;
import offhook.directory.source.CsvRow;
import offhook.directory.source.Readers;
import offhook.directory.source.RowError;
import offhook.gateway.control.Person;

/**
 * The rows of the list of people, if there is one.
 *
 * @param known who is in the directory already, and so has a password; blocks
 */
record PeopleCheck(Optional<PeopleFile> source, CsvDefaults defaults, Supplier<List<Person>> known) {

    /** @param running whether a server runs with this file */
    static PeopleCheck of(Settings settings, boolean running) {
        return new PeopleCheck(
                settings.directory().source(),
                CsvDefaults.of(settings.domain(), settings.directory()),
                () -> PeopleAccess.known(settings, running));
    }

    Stream<Finding> findings() {
        return source.stream().flatMap(list -> {
            var people = CsvPeople.read(list.path(), defaults);
            var name = list.path().getFileName();
            var rows = people.errors().isEmpty()
                    ? Stream.of(Finding.ok("[directory] source: " + name + " names "
                            + people.rows().size() + " people"))
                    : people.errors().stream().map(error -> Finding.wrong(name + ": " + error));
            var strangers = withoutPassword(people.rows()).map(wrong -> Finding.warning(name + ": " + wrong));
            var readers = Readers.others(list.path()).map(wrong -> Finding.warning(name + ": " + wrong));
            return Stream.of(rows, strangers, readers.stream()).flatMap(each -> each);
        });
    }

    /** Who has one already keeps it, where the list has none. */
    private Stream<RowError> withoutPassword(List<CsvRow> rows) {
        var without = rows.stream().filter(row -> row.password().isEmpty()).toList();
        var there = without.isEmpty()
                ? List.<String>of()
                : known.get().stream().map(Person::user).toList();
        return without.stream()
                .filter(row -> !there.contains(row.user().id().value()))
                .map(CsvRow::withoutPassword);
    }
}
