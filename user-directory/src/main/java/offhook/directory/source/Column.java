package offhook.directory.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A column of a list of people. */
enum Column {
    USER,
    NAME,
    EXTENSION,
    E164,
    PASSWORD,
    SIP_PASSWORD,
    MAIL,
    GROUPS,
    LANG,
    TZ,
    NOTIFY;

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Column> of(String title) {
        return Arrays.stream(values())
                .filter(column -> column.title().equalsIgnoreCase(title.strip()))
                .findFirst();
    }

    static String all() {
        return String.join(", ", Arrays.stream(values()).map(Column::title).toList());
    }
}
