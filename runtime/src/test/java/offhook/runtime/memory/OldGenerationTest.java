package offhook.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OldGenerationTest {

    /** What the test starts: a program with that collector. */
    static final class Program {

        private Program() {}

        private static byte[] held = {};

        public static void main(String[] args) {
            System.out.print(OldGeneration.ofSerialCollector().map(Program::see).orElse("none"));
        }

        private static String see(OldGeneration old) {
            old.collect();
            long before = old.collections();
            held = new byte[16 << 20]; // larger than the young generation
            boolean grew = old.grown() >= held.length;
            held = new byte[0];
            old.collect();
            return grew + " " + (old.grown() < 1 << 20) + " " + (old.collections() - before);
        }
    }

    @Test
    void isThatOfTheSerialCollector() throws Exception {
        assertThat(output("-XX:+UseSerialGC")).isEqualTo("true true 1");
    }

    @Test
    void othersNeedNoHelp() throws Exception {
        assertThat(output("-XX:+UseG1GC")).isEqualTo("none");
    }

    private static String output(String collector) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder(
                        java.toString(),
                        collector,
                        "-Xms64m",
                        "-Xmn8m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return text;
    }
}
