package offhook.directory.source;

import java.time.ZoneId;
import java.util.Locale;
import offhook.directory.DirectoryConfig;
import offhook.directory.NumberPlan;

/** What the rows of a list leave open: the domain, how numbers are written, language and time zone. */
public record CsvDefaults(String domain, NumberPlan plan, Locale language, ZoneId zone) {

    public static CsvDefaults of(String domain, DirectoryConfig config) {
        return new CsvDefaults(domain, config.numberPlan(), config.locale(), config.zone());
    }
}
