package offhook.directory.source;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import offhook.directory.NotifyPolicy;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.MailAddress;
import offhook.directory.credentials.Password;

/** Reads the cells of one row and notes everything that is wrong with them. */
final class RowReader {

    private final CsvDefaults defaults;
    private final int line;
    private final Map<Column, String> cells;
    private final List<RowError> errors = new ArrayList<>();
    private final Optional<UserId> id;

    RowReader(CsvDefaults defaults, int line, Map<Column, String> cells) {
        this.defaults = defaults;
        this.line = line;
        this.cells = cells;
        this.id = cell(Column.USER, UserId::of, "no user name: letters and digits were expected");
    }

    List<RowError> errors() {
        return errors;
    }

    /** Whose row it is; empty if that cannot be read. */
    Optional<UserId> id() {
        return id;
    }

    /** Empty if there are errors. */
    Optional<CsvRow> read() {
        if (id.isEmpty() && errors.isEmpty()) {
            wrong(Column.USER, "a user name was expected");
        }
        var name = cell(Column.NAME, DisplayName::new, "");
        var extensions =
                cells(Column.EXTENSION, "[;\\s]+", RowReader::extension, "no extension: digits, * and # were expected");
        var numbers = cells(
                Column.E164,
                "[;\\s]+",
                defaults.plan()::written,
                "no telephone number: + and up to 15 digits were expected");
        var mail = cell(Column.MAIL, MailAddress::new, "no mail address like juliet@example.com");
        var groups = cells(
                Column.GROUPS, text(Column.GROUPS).contains(";") ? ";" : "\\s+", g -> new DisplayName(g).value(), "");
        var language = cell(Column.LANG, RowReader::language, "no language tag such as en or de-AT");
        var zone = cell(Column.TZ, ZoneId::of, "no time zone such as Europe/Berlin");
        var notify = cell(
                Column.NOTIFY, RowReader::policy, "no policy: chat, email, both, chat-then-email or none was expected");
        var password = password(Column.PASSWORD);
        var phone = password(Column.SIP_PASSWORD);
        var user = id.filter(known -> errors.isEmpty()).flatMap(this::blank);
        return user.map(blank -> blank.withExtensions(extensions)
                        .withName(name.orElse(blank.name()))
                        .withNumbers(numbers)
                        .withMail(mail)
                        .withLocale(language.orElse(defaults.language()), zone.orElse(defaults.zone()))
                        .withGroups(Set.copyOf(groups))
                        .withNotifyBy(notify))
                .map(person -> new CsvRow(line, person, password, phone));
    }

    private Optional<User> blank(UserId id) {
        try {
            return Optional.of(User.of(id, defaults.domain()));
        } catch (IllegalArgumentException e) {
            wrong(Column.USER, e.getMessage());
            return Optional.empty();
        }
    }

    private String text(Column column) {
        return cells.getOrDefault(column, "").strip();
    }

    private <T> Optional<T> cell(Column column, Function<String, T> read, String otherwise) {
        String text = text(column);
        return text.isEmpty() ? Optional.empty() : value(column, text, read, otherwise);
    }

    /** Several values of one cell, in order and each once. */
    private <T> List<T> cells(Column column, String separator, Function<String, T> read, String otherwise) {
        return Arrays.stream(text(column).split(separator))
                .filter(value -> !value.isBlank())
                .flatMap(value -> value(column, value.strip(), read, otherwise).stream())
                .distinct()
                .toList();
    }

    private <T> Optional<T> value(Column column, String text, Function<String, T> read, String otherwise) {
        try {
            return Optional.of(read.apply(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            wrong(column, otherwise); // without the value: where cells are shifted, it is a password
            return Optional.empty();
        }
    }

    /** Spaces count, and nothing of it is quoted. */
    private Optional<Password> password(Column column) {
        String text = cells.getOrDefault(column, "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Password.of(text));
        } catch (IllegalArgumentException e) {
            wrong(column, e.getMessage());
            return Optional.empty();
        }
    }

    private void wrong(Column column, String message) {
        errors.add(new RowError(line, column.title(), message));
    }

    private static String extension(String text) {
        User.requireExtension(text);
        return text;
    }

    private static Locale language(String text) {
        try {
            return new Locale.Builder().setLanguageTag(text).build();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static NotifyPolicy policy(String text) {
        return NotifyPolicy.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
