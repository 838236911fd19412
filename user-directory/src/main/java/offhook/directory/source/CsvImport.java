package offhook.directory.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import offhook.directory.Hashing;
import offhook.directory.People;
import offhook.directory.PersonChange;
import offhook.directory.PhoneBook;
import offhook.directory.Refusal;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Credentials;
import offhook.directory.credentials.DigestHashes;

/** Brings the directory in line with a list of people: hashes only what changed, on all cores. Safe to share. */
public final class CsvImport {

    private final PhoneBook book;
    private final People people;
    private final Hashing hashing;
    private final int abreast;

    /** @param abreast how many passwords are hashed at the same time */
    public CsvImport(PhoneBook book, People people, Hashing hashing, int abreast) {
        this.book = book;
        this.people = people;
        this.hashing = hashing;
        this.abreast = abreast;
    }

    /** Adds and changes people by a list that is read once and rules nobody; whoever is not in it stays as they are. */
    public CompletionStage<CsvReport> once(CsvPeople list) {
        var errors = new ArrayList<>(list.errors());
        var before = people.marks();
        var todo = new ArrayList<Row>();
        for (var row : list.rows()) {
            var ruler = people.ruler(row.user().id());
            ruler.ifPresent(where -> errors.add(
                    new RowError(row.line(), Column.USER.title(), row.user().id() + " comes from " + where)));
            if (ruler.isEmpty()) {
                boolean hash = row.password().isPresent() || row.phone().isPresent();
                todo.add(row(row, "", before, hash));
            }
        }
        return carryOut(list, todo, List.of(), errors);
    }

    /**
     * Makes people what the list says: whoever has left it is disabled, unless a row could not be read.
     *
     * @param name of the list, for those who try to change its people elsewhere
     */
    CompletionStage<CsvReport> rule(CsvPeople list, CsvMarks marks, String name) {
        if (!list.readable()) {
            return CompletableFuture.completedStage(new CsvReport(false, 0, 0, 0, 0, list.errors()));
        }
        var lines = new HashMap<>(list.spoiled());
        list.rows().forEach(row -> lines.put(row.user().id(), row.line()));
        people.ruledBy(id -> Optional.ofNullable(lines.get(id)).map(line -> name + " line " + line));

        var before = people.marks();
        var todo = list.rows().stream()
                .map(row -> ruled(row, marks.of(row), before))
                .toList();
        var gone = list.complete() ? gone(before, lines) : List.<PersonChange>of();
        return carryOut(list, todo, gone, new ArrayList<>(list.errors()));
    }

    private Row ruled(CsvRow row, String mark, Map<UserId, String> marks) {
        var before = marks.getOrDefault(row.user().id(), "");
        if (row.password().isEmpty() && row.phone().isEmpty()) {
            return row(row, before.isEmpty() ? CsvMarks.NO_PASSWORD : before, marks, false);
        }
        return row(row, mark, marks, !mark.equals(before));
    }

    private List<PersonChange> gone(Map<UserId, String> marks, Map<UserId, Integer> lines) {
        return marks.entrySet().stream()
                .filter(mark -> !mark.getValue().isEmpty() && !lines.containsKey(mark.getKey()))
                .flatMap(mark -> book.user(mark.getKey()).stream())
                .map(user -> new PersonChange(user.withEnabled(false), Optional.empty(), ""))
                .toList();
    }

    /** A row beside what is known of the person. */
    private record Row(
            CsvRow row, Optional<User> before, Optional<Credentials> had, String mark, boolean sameMark, boolean hash) {

        UserId id() {
            return row.user().id();
        }

        /** The list has no aliases: those of the own database stay. */
        User user() {
            return row.user()
                    .withAliases(before.map(User::aors).orElse(List.of()).stream()
                            .skip(1)
                            .toList());
        }

        boolean isChange() {
            return hash || !sameMark || !before.equals(Optional.of(user()));
        }

        boolean lacksPassword() {
            return had.isEmpty() && row.password().isEmpty();
        }
    }

    private Row row(CsvRow row, String mark, Map<UserId, String> marks, boolean hash) {
        var id = row.user().id();
        boolean sameMark = mark.equals(marks.getOrDefault(id, ""));
        return new Row(row, book.user(id), book.credentialsOf(id), mark, sameMark, hash);
    }

    private CompletionStage<CsvReport> carryOut(
            CsvPeople list, List<Row> rows, List<PersonChange> gone, List<RowError> errors) {
        rows.stream()
                .filter(Row::lacksPassword)
                .forEach(row -> errors.add(row.row().withoutPassword()));
        var todo = rows.stream()
                .filter(row -> !row.lacksPassword() && row.isChange())
                .toList();
        return Spread.over(todo, this::change, hashing.pool(), abreast)
                .thenCompose(changes -> people.apply(
                        Stream.concat(changes.stream(), gone.stream()).toList()))
                .thenApply(refused -> report(list, todo, gone.size(), refused, errors));
    }

    private PersonChange change(Row row) {
        return new PersonChange(row.user(), row.hash() ? Optional.of(credentials(row)) : Optional.empty(), row.mark());
    }

    private Credentials credentials(Row row) {
        var list = row.row();
        return list.password()
                .map(password -> hashing.deriveHere(row.id(), password, list.phone()))
                .orElseGet(() -> row.had()
                        .orElseThrow()
                        .withPhoneSecret(DigestHashes.derive(
                                row.id().value(), book.domain(), list.phone().orElseThrow())));
    }

    private static CsvReport report(
            CsvPeople list, List<Row> done, int gone, Map<UserId, Refusal> refused, List<RowError> errors) {
        int added = 0;
        int changed = 0;
        for (var row : done) {
            var refusal = refused.get(row.id());
            if (refusal != null) {
                errors.add(new RowError(row.row().line(), "", refusal.getMessage()));
            } else if (row.before().isEmpty()) {
                added++;
            } else {
                changed++;
            }
        }
        errors.sort(Comparator.comparingInt(RowError::line));
        return new CsvReport(true, list.rows().size(), added, changed, gone, List.copyOf(errors));
    }
}
