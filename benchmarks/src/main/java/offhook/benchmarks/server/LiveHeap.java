package offhook.benchmarks.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Asks a Java program what its objects hold, by the JDK's {@code jcmd}. */
final class LiveHeap {

    /** The serial collector leaves a little garbage where it is, but at every fourth time. */
    private static final int COLLECTIONS = 4;

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");

    private LiveHeap() {}

    /** The bytes of all that is reachable; empty for a process that is no Java program. */
    static OptionalLong of(long pid) throws IOException, InterruptedException {
        var least = OptionalLong.empty();
        for (int i = 0; i < COLLECTIONS; i++) {
            var bytes = total(histogram(pid));
            if (bytes.isEmpty()) {
                return bytes;
            }
            least = least.isEmpty() ? bytes : OptionalLong.of(Math.min(least.getAsLong(), bytes.getAsLong()));
        }
        return least;
    }

    static OptionalLong total(String histogram) {
        var total = TOTAL.matcher(histogram);
        return total.find() ? OptionalLong.of(Long.parseLong(total.group(1))) : OptionalLong.empty();
    }

    private static String histogram(long pid) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        var process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
