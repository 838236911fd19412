package offhook.gateway.command;

import java.util.Optional;
import java.util.stream.Stream;
import offhook.directory.PeopleFile;
import offhook.directory.source.CsvDefaults;
import offhook.directory.source.CsvPeople;

/** The rows of the list of people, if there is one. */
record PeopleCheck(Optional<PeopleFile> source, CsvDefaults defaults) {

    static PeopleCheck of(Settings settings) {
        return new PeopleCheck(settings.directory().source(), CsvDefaults.of(settings.domain(), settings.directory()));
    }

    Stream<Finding> findings() {
        return source.stream().flatMap(list -> {
            var people = CsvPeople.read(list.path(), defaults);
            var name = list.path().getFileName();
            return people.errors().isEmpty()
                    ? Stream.of(Finding.ok("[directory] source: " + name + " names "
                            + people.rows().size() + " people"))
                    : people.errors().stream().map(error -> Finding.wrong(name + ": " + error));
        });
    }
}
