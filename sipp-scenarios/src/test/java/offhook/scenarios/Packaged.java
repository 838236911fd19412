package offhook.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import offhook.demo.Installation;
import offhook.demo.ServerProcess;

/** The packaged server, and what Java keeps of its classes once it has run: each start then takes half the time. */
final class Packaged {

    private static final Path LIB = Path.of("..", "gateway", "target", "lib");
    private static final Path ARCHIVE = Path.of("target", "offhook.jsa").toAbsolutePath();
    private static final String SMALL =
            """
            domain = "capulet.example"
            data = "data"
            [sip]
            listen = ["udp:127.0.0.1:0", "tcp:127.0.0.1:0"]
            [xmpp]
            listen = ["127.0.0.1:0"]
            [ops]
            http = "127.0.0.1:0"
            """;

    private static final Installation SERVER = archived();

    private Packaged() {}

    static Installation server() {
        return SERVER;
    }

    private static Installation archived() {
        if (!Files.isDirectory(LIB)) {
            throw new IllegalStateException(LIB + " is not there: the server must be packaged first, mvn verify");
        }
        var plain =
                Installation.of(LIB.toAbsolutePath().normalize().resolve("*").toString());
        try {
            Files.deleteIfExists(ARCHIVE);
            var folder = Files.createTempDirectory("offhook-archived-");
            var configuration = Files.writeString(folder.resolve("offhook.toml"), SMALL);
            var dumping = plain.with("-XX:ArchiveClassesAtExit=" + ARCHIVE);
            new ServerProcess(dumping, configuration, folder.resolve("offhook.log")).close();
            Product.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Where that was not possible, or is not understood, a server starts as ever, and says nothing of it.
        return plain.with(
                "-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:disable", "-Xlog:all=error:stderr", "-Xlog:cds*=off");
    }
}
