package offhook.pbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import offhook.pbx.WatchConfig.Watch;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchConfigTest {

    /** A file with nothing else. */
    @Doc("A file.")
    public record File(WatchConfig pbx) {}

    private static WatchConfig read(String more) throws ConfigErrors {
        return Config.bindText("[pbx]\nhost = '10.0.0.5'\n" + more, Path.of("offhook.toml"), File.class, Map.of())
                .pbx();
    }

    @Test
    void aPasswordIsEnough() throws ConfigErrors {
        var config = read("watch = ['ami', 'esl']\npassword = 's3cret'");
        assertThat(config.watch()).containsExactly(Watch.AMI, Watch.ESL);
        assertThat(config.user()).isEqualTo("offhook");
        assertThat(config.port()).isEmpty();
        assertThat(config.tls()).isFalse();
        assertThat(config.toString()).doesNotContain("s3cret");
        assertThat(read("").watch()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "watch = ['ami'] | password: expected one",
                "watch = ['esl']; password = '' | password: expected one",
                "watch = ['esl']; password = 'x'; tls = true | tls: expected ami in watch",
                "watch = ['ami', 'esl']; password = 'x'; port = 5038 | port: expected none",
                "watch = ['ami']; password = 'x'; port = 0 | port: expected 1 to 65535",
                "watch = ['ami']; password = \"x\\ny\" | password: expected no control characters",
                "watch = ['cti'] | dialog-info",
                "watch = ['shadow'] | secrets: expected a file",
                "watch = ['mwi']; secrets = 'x.csv' | secrets: expected shadow in watch",
            })
    void whatIsWrongIsSaid(String lines, String expected) {
        assertThatThrownBy(() -> read(lines.replace("; ", "\n")))
                .isInstanceOf(ConfigErrors.class)
                .hasMessageContaining(expected.strip());
    }
}
