package offhook.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each block of mistakes.txt is a file that somebody got wrong, and exactly what they are told. */
class MistakesTest {

    private static final Map<String, String> ENV =
            Map.of("PBX_SECRET", "tops3cret", "PORT", "70000", "SHOW", "dnt", "EMPTY", "");

    @TestFactory
    Stream<DynamicTest> mistakes() throws IOException {
        try (var resource = getClass().getResourceAsStream("/config/mistakes.txt")) {
            var blocks = new String(resource.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^=== ");
            return Arrays.stream(blocks).skip(1).map(MistakesTest::test);
        }
    }

    private static DynamicTest test(String block) {
        var head = block.lines().findFirst().orElseThrow();
        var parts = block.substring(head.length() + 1).split("(?m)^--- told\n", 2);
        return dynamicTest(head, () -> {
            var thrown = catchThrowableOfType(
                    ConfigErrors.class, () -> Config.bindText(parts[0], Path.of("offhook.toml"), Sample.class, ENV));
            assertThat(thrown).as("a mistake").isNotNull();
            assertThat(thrown.errors().stream().map(ConfigError::toString).collect(Collectors.joining("\n")))
                    .isEqualTo(parts[1].strip())
                    .isEqualTo(thrown.getMessage())
                    .doesNotContain("tops3cret", "70000", "dnt");
        });
    }
}
