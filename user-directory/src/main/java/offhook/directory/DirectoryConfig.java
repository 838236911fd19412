package offhook.directory;

import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [directory] */
@Doc("Where people come from, and how numbers are dialled.")
public record DirectoryConfig(
        @Doc("A list of people, watched while the server runs. It rules the people it names: whoever leaves the list is"
                        + " disabled. Without it people are kept by `offhook user`.")
                Optional<PeopleFile> source,
        @Doc("The country code, so that national numbers are understood, such as \"+49\".") @Default("") String country,
        @Doc("What is dialled before a national number; by default what is usual in the country.")
                Optional<String> trunkPrefix,
        @Doc("What is dialled before a country code; by default what is usual in the country.")
                Optional<String> internationalPrefix,
        @Doc("The language of people for whom none is given.") @Default("en") String language,
        @Doc("The time zone of people for whom none is given; by default that of the machine.")
                Optional<ZoneId> timeZone,
        @Doc("The rounds of PBKDF2 that guard a password; more make each login dearer for the client.") @Default("4096")
                int scramIterations) {

    public DirectoryConfig {
        if (!country.matches("(\\+[1-9][0-9]{0,3})?")) {
            throw new IllegalArgumentException("country: expected a plus sign and 1 to 4 digits, such as \"+49\"");
        }
        requireDigits("trunk_prefix", trunkPrefix);
        requireDigits("international_prefix", internationalPrefix);
        try {
            new Locale.Builder().setLanguageTag(language);
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException("language: expected a language tag such as \"en\" or \"de-AT\"", e);
        }
        // RFC 5802 §5.1: servers SHOULD NOT use less than 4096.
        if (scramIterations < 4096 || scramIterations > 1_000_000) {
            throw new IllegalArgumentException("scram_iterations: expected a number from 4096 to 1000000");
        }
    }

    private static void requireDigits(String key, Optional<String> prefix) {
        if (prefix.isPresent() && !prefix.get().matches("[0-9*#]{0,8}")) {
            throw new IllegalArgumentException(key + ": expected up to 8 digits");
        }
    }

    public NumberPlan numberPlan() {
        var usual = NumberPlan.of(country);
        return new NumberPlan(
                country, trunkPrefix.orElse(usual.trunk()), internationalPrefix.orElse(usual.international()));
    }

    public Locale locale() {
        return Locale.forLanguageTag(language);
    }

    public ZoneId zone() {
        return timeZone.orElseGet(ZoneId::systemDefault);
    }
}
