package offhook.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import offhook.gateway.control.ControlWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands and the server of which they ask something: each test has one of its own, that knows juliet. */
abstract class OnAServer {

    @TempDir
    Path folder;

    CommandWorld world;
    ControlWorld server;

    @BeforeEach
    final void start() throws Exception {
        world = new CommandWorld(folder);
        server = new ControlWorld(folder.resolve("data"));
        world.write(server);
        server.add("juliet", extension());
    }

    @AfterEach
    final void stop() {
        server.close();
    }

    /** Juliet's. */
    String extension() {
        return "201";
    }

    /** What a command prints that ends with this code. */
    final String said(int exitCode, String... args) {
        var said = world.run(args);
        assertThat(said.exitCode()).as(said.err()).isEqualTo(exitCode);
        return (exitCode == 0 ? said.out() : said.err()).strip();
    }
}
