package offhook.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryConfigTest {

    /** What of the file is the directory's. */
    public record Root(DirectoryConfig directory, List<RingGroupConfig> ringGroup) {}

    private static Root bind(String text) throws ConfigErrors {
        return Config.bindText(text, Path.of("/etc/offhook/offhook.toml"), Root.class, Map.of());
    }

    @Test
    void withoutASectionPeopleAreKeptInTheDatabase() throws Exception {
        var config = bind("").directory();
        assertThat(config.source()).isEmpty();
        assertThat(config.scramIterations()).isEqualTo(4096);
        assertThat(config.numberPlan()).isEqualTo(NumberPlan.of(""));
        assertThat(config.locale()).isEqualTo(Locale.ENGLISH);
        assertThat(config.zone()).isEqualTo(ZoneId.systemDefault());
        assertThat(bind("").ringGroup()).isEmpty();
    }

    @Test
    void everythingCanBeSaid() throws Exception {
        var root = bind(
                """
                [directory]
                source = "csv:users.csv"
                country = "+49"
                trunk_prefix = "9"
                international_prefix = "900"
                language = "de-AT"
                time_zone = "Europe/Vienna"
                scram_iterations = 10000

                [[ring_group]]
                extension = "600"
                members = ["Juliet", "romeo"]
                strategy = "serial"
                """);
        var config = root.directory();
        assertThat(config.source().orElseThrow().path()).isEqualTo(Path.of("/etc/offhook/users.csv"));
        assertThat(config.numberPlan()).isEqualTo(new NumberPlan("+49", "9", "900"));
        assertThat(config.locale()).isEqualTo(Locale.forLanguageTag("de-AT"));
        assertThat(config.zone()).isEqualTo(ZoneId.of("Europe/Vienna"));
        assertThat(root.ringGroup().get(0).ringGroup())
                .isEqualTo(new RingGroup(
                        "600", List.of(new UserId("juliet"), new UserId("romeo")), RingGroup.Strategy.SERIAL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[directory]%nsource = \"ldap:x\" | only csv:FILE is known",
                "[directory]%ncountry = \"49\" | a plus sign and 1 to 4 digits",
                "[directory]%ntrunk_prefix = \"zero\" | up to 8 digits",
                "[directory]%nlanguage = \"no language\" | a language tag",
                "[directory]%nscram_iterations = 100 | a number from 4096 to 1000000",
                "[[ring_group]]%nextension = \"6oo\"%nmembers = [\"juliet\"] | expected digits, * and #",
                "[[ring_group]]%nextension = \"600\"%nmembers = [] | at least one user name",
                "[[ring_group]]%nextension = \"600\"%nmembers = [\"a b\"] | expected user names"
            })
    void aMistakeIsNamed(String text, String expected) {
        assertThatThrownBy(() -> bind(text.formatted()))
                .isInstanceOf(ConfigErrors.class)
                .hasMessageContaining(expected);
    }
}
