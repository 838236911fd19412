package offhook.gateway.command;

import java.io.Console;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where commands run: what surrounds the process. */
public interface Terminal {

    Map<String, String> environment();

    /** The folder in which the command was given. */
    Path folder();

    InputStream in();

    /** Asks for something that is not shown while it is typed; empty if there is nobody to ask. */
    Optional<String> secret(String prompt);

    /** That of this process. */
    public static Terminal ofProcess() {
        return new Terminal() {
            @Override
            public Map<String, String> environment() {
                return System.getenv();
            }

            @Override
            public Path folder() {
                return Path.of("");
            }

            @Override
            public InputStream in() {
                return System.in;
            }

            /** Where there is no terminal, newer versions of Java have a console that answers null. */
            @Override
            @SuppressWarnings("SystemConsoleNull")
            public Optional<String> secret(String prompt) {
                Console console = System.console();
                return console == null
                        ? Optional.empty()
                        : Optional.ofNullable(console.readPassword("%s: ", prompt))
                                .map(String::new);
            }
        };
    }
}
