package offhook.directory.source;

import java.util.List;

/**
 * What reading a list came to.
 *
 * @param applied false if the list could not be read at all, and nothing was changed
 * @param people how many rows are in order
 * @param disabled how many left the list
 */
public record CsvReport(boolean applied, int people, int added, int changed, int disabled, List<RowError> errors) {

    @Override
    public String toString() {
        return people + " people, " + added + " added, " + changed + " changed, " + disabled + " disabled, "
                + errors.size() + (errors.size() == 1 ? " error" : " errors");
    }
}
