package offhook.gateway.control;

import java.util.List;
import offhook.directory.source.CsvReport;
import offhook.directory.source.RowError;

/**
 * What came of a list of people.
 *
 * @param applied false if it could not be read at all
 * @param errors a line for each mistake
 */
public record Imported(boolean applied, int people, int added, int changed, List<String> errors) {

    static Imported of(CsvReport report) {
        return new Imported(
                report.applied(), report.people(), report.added(), report.changed(), lines(report.errors()));
    }

    static Imported unreadable(List<RowError> errors) {
        return new Imported(false, 0, 0, 0, lines(errors));
    }

    static Imported failed(String line) {
        return new Imported(false, 0, 0, 0, List.of(line));
    }

    private static List<String> lines(List<RowError> errors) {
        return errors.stream().map(RowError::toString).toList();
    }
}
