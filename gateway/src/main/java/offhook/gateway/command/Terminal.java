package offhook.gateway.command;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import offhook.runtime.life.FileTrouble;

/** Where commands run: what surrounds the process. */
public interface Terminal {

    Map<String, String> environment();

    /** The folder in which the command was given. */
    Path folder();

    InputStream in();

    /** A file that the command names; a failure of the command if it cannot be read. */
    default byte[] read(Path file) {
        try {
            return Files.readAllBytes(folder().resolve(file));
        } catch (NoSuchFileException e) {
            throw new CommandFailure(CommandFailure.FAILED, "there is no file " + file);
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.FAILED, file + " cannot be read: " + FileTrouble.why(e));
        }
    }

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
