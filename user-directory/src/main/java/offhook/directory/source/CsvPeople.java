package offhook.directory.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import offhook.directory.UserId;
import offhook.runtime.life.FileTrouble;

/**
 * What a list of people says. Every mistake is noted, and a bad row does not spoil the others.
 *
 * @param readable false if nothing could be read at all, for the reason in {@code errors}
 * @param spoiled whose rows have errors: they stay as they are
 * @param complete false if a row is so bad that nobody knows whose it is; then nobody is missing
 */
public record CsvPeople(
        boolean readable, List<CsvRow> rows, Map<UserId, Integer> spoiled, boolean complete, List<RowError> errors) {

    private static final long LARGEST = 64 << 20;

    /** Reads the file; blocks. Its mistakes, even that there is no such file, are in {@link #errors}. */
    public static CsvPeople read(Path file, CsvDefaults defaults) {
        try {
            long size = Files.size(file);
            return size > LARGEST
                    ? unreadable(new RowError(0, "", "the file has " + size + " bytes, more than " + LARGEST))
                    : parse(Files.readAllBytes(file), defaults);
        } catch (NoSuchFileException e) {
            return unreadable(new RowError(0, "", "there is no such file"));
        } catch (IOException e) {
            return unreadable(new RowError(0, "", "the file cannot be read: " + FileTrouble.why(e)));
        }
    }

    /** The same for a file whose bytes are there. */
    public static CsvPeople parse(byte[] file, CsvDefaults defaults) {
        var lines = CsvLines.of(file);
        if (lines.isEmpty()) {
            return unreadable(new RowError(0, "", "the file is empty; a header was expected: " + Column.all()));
        }
        var header = new CsvHeader(lines.get(0));
        return header.errors.isEmpty()
                ? new CsvRows(header, defaults).run(lines.subList(1, lines.size()))
                : new CsvPeople(false, List.of(), Map.of(), false, header.errors);
    }

    private static CsvPeople unreadable(RowError why) {
        return new CsvPeople(false, List.of(), Map.of(), false, List.of(why));
    }
}
