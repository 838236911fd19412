package offhook.pbx.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offhook.directory.source.RowError;
import offhook.runtime.config.Secret;
import offhook.runtime.life.StartFailure;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    @TempDir
    private Path folder;

    private static Secrets parse(String text) {
        return Secrets.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Account account(String user, String password) {
        return new Account(user, new Secret(password));
    }

    private Path file(String mode, String text) throws IOException {
        var file = folder.resolve("secrets.csv");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void anExtensionAndItsPassword() {
        var secrets = parse("extension,password\n201,abc\n202,\"a,b\"\"c \"\n");
        assertThat(secrets.errors()).isEmpty();
        assertThat(secrets.accounts())
                .isEqualTo(Map.of("201", account("201", "abc"), "202", account("202", "a,b\"c ")));
    }

    @Test
    void whoAuthenticatesByAnotherName() {
        assertThat(parse("password,user,extension\nabc,auth201,201\ndef,,202\n").accounts())
                .isEqualTo(Map.of("201", account("auth201", "abc"), "202", account("202", "def")));
    }

    @Test
    void aBadRowDoesNotSpoilTheOthers() {
        var secrets =
                parse("extension,password\n201\n202,\n,abc\n203,\"abc\n204,abc\n204,def\n205,a\u0007b\n206,abc\n");
        assertThat(secrets.accounts()).containsOnlyKeys("204", "206");
        assertThat(secrets.errors())
                .extracting(RowError::toString)
                .containsExactly(
                        "line 2: 2 cells were expected",
                        "line 3: an extension and its password were expected",
                        "line 4: an extension and its password were expected",
                        "line 5: the quote is not closed on this line",
                        "line 7: the extension 204 stands twice",
                        "line 8: no control characters were expected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "201,abc", "extension,secret", "extension", "extension,password,password"})
    void withoutAHeaderNothingIsRead(String text) {
        var secrets = parse(text);
        assertThat(secrets.readable()).isFalse();
        assertThat(secrets.errors()).singleElement().satisfies(error -> assertThat(error.toString())
                .contains("expected: extension,password or extension,user,password")
                .doesNotContain("abc"));
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        var file = file("rw-r-----", "extension,password\n201,abc\n");
        assertThat(Secrets.read(file).errors()).singleElement().satisfies(error -> assertThat(error.toString())
                .isEqualTo("others may read it (rw-r-----), and it holds passwords: chmod 600 was expected"));
        assertThatThrownBy(() -> new SecretsFile(file).read())
                .isInstanceOf(StartFailure.class)
                .hasMessage("[pbx] secrets: " + file
                        + ": others may read it (rw-r-----), and it holds passwords: chmod 600 was expected");
        assertThat(Secrets.read(file("r--------", "extension,password\n201,abc\n"))
                        .accounts())
                .hasSize(1);
    }

    @Test
    void thereIsNone() {
        assertThat(Secrets.read(folder.resolve("none.csv")).errors())
                .singleElement()
                .hasToString("there is no such file");
    }

    @Test
    void aChangeIsTakenOverAndAMistakeIsNot() throws IOException, StartFailure {
        var time = new ManualTime();
        var file = file("rw-------", "extension,password\n201,abc\n");
        var secrets = new SecretsFile(file);
        assertThat(secrets.read().accounts()).hasSize(1);
        var told = new ArrayList<Integer>();
        try (var watch =
                secrets.watch(time, time, now -> told.add(now.accounts().size()))) {
            time.pass(Duration.ofSeconds(5));
            file("rw-------", "extension,password\n201,abc\n202,def\n");
            time.pass(Duration.ofSeconds(5));
            file("rw-------", "nonsense, and more of it than before\n");
            time.pass(Duration.ofSeconds(5));
            Files.delete(file);
            time.pass(Duration.ofSeconds(5));
            assertThat(watch).isNotNull();
        }
        assertThat(told).isEqualTo(List.of(2));
    }

    @Test
    void nothingSecretIsWritten() {
        var secrets = parse("extension,password\n201,abc\n");
        assertThat(secrets.toString() + secrets.accounts()).doesNotContain("abc");
    }
}
