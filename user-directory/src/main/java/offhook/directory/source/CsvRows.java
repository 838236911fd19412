package offhook.directory.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.Claims;
import offhook.directory.User;
import offhook.directory.UserId;

/** Reads the rows under a header, each for itself, and finds what two of them have in common. */
final class CsvRows {

    private final CsvHeader header;
    private final CsvDefaults defaults;
    private final List<CsvRow> rows = new ArrayList<>();
    private final Map<UserId, Integer> spoiled = new HashMap<>();
    private final Map<String, CsvRow> holders = new HashMap<>();
    private final List<RowError> errors = new ArrayList<>();
    private boolean complete = true;

    CsvRows(CsvHeader header, CsvDefaults defaults) {
        this.header = header;
        this.defaults = defaults;
    }

    CsvPeople run(List<CsvLines.Line> lines) {
        lines.forEach(this::row);
        rows.forEach(row -> spoiled.remove(row.user().id()));
        errors.sort(Comparator.comparingInt(RowError::line));
        return new CsvPeople(true, List.copyOf(rows), Map.copyOf(spoiled), complete, List.copyOf(errors));
    }

    private void row(CsvLines.Line line) {
        var reader = new RowReader(defaults, line.number(), cells(line));
        var id = reader.id();
        var problem = problem(line);
        var row = problem.isPresent() ? Optional.<CsvRow>empty() : reader.read();
        var all = problem.map(List::of).orElseGet(reader::errors);
        if (row.isPresent()) {
            all = duplicates(row.get());
        }
        if (all.isEmpty()) {
            row.ifPresent(this::keep);
            return;
        }
        errors.addAll(all);
        id.ifPresentOrElse(known -> spoiled.putIfAbsent(known, line.number()), () -> complete = false);
    }

    private Optional<RowError> problem(CsvLines.Line line) {
        int given = line.cells().size();
        int known = header.columns.size();
        if (given > known) {
            return Optional.of(new RowError(
                    line.number(),
                    "",
                    given + " cells, but the header has " + known + "; a cell with a comma needs quotes"));
        }
        return line.error()
                .map(error -> new RowError(
                        line.number(), header.columns.get(given - 1).title(), error));
    }

    private Map<Column, String> cells(CsvLines.Line line) {
        var cells = new EnumMap<Column, String>(Column.class);
        for (int i = 0; i < Math.min(line.cells().size(), header.columns.size()); i++) {
            cells.put(header.columns.get(i), line.cells().get(i));
        }
        return cells;
    }

    private void keep(CsvRow row) {
        rows.add(row);
        Claims.of(row.user(), defaults.domain()).forEach(claim -> holders.put(claim, row));
    }

    /** An address belongs to one person: the first row keeps it. */
    private List<RowError> duplicates(CsvRow row) {
        var found = new ArrayList<RowError>();
        for (String claim : Claims.of(row.user(), defaults.domain())) {
            var first = holders.get(claim);
            if (first != null) {
                found.add(new RowError(
                        row.line(),
                        column(row.user(), claim).title(),
                        claim + " is already on line " + first.line() + " ("
                                + first.user().id() + ")"));
            }
        }
        return found;
    }

    private static Column column(User user, String claim) {
        return user.id().value().equals(claim)
                ? Column.USER
                : user.extensions().contains(claim) ? Column.EXTENSION : Column.E164;
    }
}
