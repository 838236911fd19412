package offhook.directory.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first line of a list: which column is where. */
final class CsvHeader {

    final List<Column> columns = new ArrayList<>();
    final List<RowError> errors = new ArrayList<>();

    CsvHeader(CsvLines.Line line) {
        line.error().ifPresent(error -> wrong(line, error));
        var known = line.cells().stream().map(Column::of).toList();
        if (known.stream().allMatch(Optional::isEmpty)) {
            boolean isOfSemicolons =
                    line.cells().get(0).indexOf(';') >= 0; // as spreadsheets write it in much of Europe
            wrong(
                    line,
                    "a header" + (isOfSemicolons ? " with commas, and not semicolons," : "") + " was expected: "
                            + Column.all());
            return;
        }
        for (int i = 0; i < known.size(); i++) {
            var column = known.get(i);
            if (column.isEmpty()) {
                // Without what stands there: where the header is missing, it may be a password.
                wrong(line, "column " + (i + 1) + " of the header is unknown; known are " + Column.all());
            } else if (columns.contains(column.get())) {
                wrong(line, column.get().title() + " stands twice");
            }
            column.ifPresent(columns::add);
        }
        for (var required : List.of(Column.USER, Column.PASSWORD)) {
            if (errors.isEmpty() && !columns.contains(required)) {
                wrong(line, "the column " + required.title() + " is missing");
            }
        }
    }

    private void wrong(CsvLines.Line line, String message) {
        errors.add(new RowError(line.number(), "", message));
    }
}
