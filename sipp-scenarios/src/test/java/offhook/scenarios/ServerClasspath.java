package offhook.scenarios;

import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code ./offhook} starts the server from. */
final class ServerClasspath {

    private static final Path LIB = Path.of("..", "gateway", "target", "lib");

    private ServerClasspath() {}

    static String get() {
        if (!Files.isDirectory(LIB)) {
            throw new IllegalStateException(LIB + " is not there: the server must be packaged first, mvn verify");
        }
        return LIB.toAbsolutePath().normalize().resolve("*").toString();
    }
}
