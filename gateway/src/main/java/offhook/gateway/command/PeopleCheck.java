package offhook.gateway.command;

import java.util.Optional;
import java.util.stream.Stream;
import offhook.directory.PeopleFile;
import offhook.directory.source.CsvDefaults;
import offhook.directory.source.CsvPeople;
import offhook.directory.source.Readers;

/** The rows of the list of people, if there is one. */
record PeopleCheck(Optional<PeopleFile> source, CsvDefaults defaults) {

    static PeopleCheck of(Settings settings) {
        return new PeopleCheck(settings.directory().source(), CsvDefaults.of(settings.domain(), settings.directory()));
    }

    Stream<Finding> findings() {
        return source.stream().flatMap(list -> {
            var people = CsvPeople.read(list.path(), defaults);
            var name = list.path().getFileName();
            var rows = people.errors().isEmpty()
                    ? Stream.of(Finding.ok("[directory] source: " + name + " names "
                            + people.rows().size() + " people"))
                    : people.errors().stream().map(error -> Finding.wrong(name + ": " + error));
            var readers = Readers.others(list.path()).map(wrong -> Finding.warning(name + ": " + wrong));
            return Stream.concat(rows, readers.stream());
        });
    }
}
