package offhook.directory;

import java.nio.file.Path;
import offhook.runtime.config.Doc;

/** Where a list of people lies. */
@Doc("csv: and the path of a file, relative to this one")
public record PeopleFile(Path path) {

    private static final String CSV = "csv:";

    /** @throws IllegalArgumentException if the text does not start with "csv:" */
    public static PeopleFile parse(String text, Path folder) {
        if (!text.startsWith(CSV) || text.length() == CSV.length()) {
            throw new IllegalArgumentException("only csv:FILE is known");
        }
        return new PeopleFile(folder.resolve(text.substring(CSV.length())).normalize());
    }
}
