package offhook.directory.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import offhook.runtime.life.FileTrouble;

/** Who may read a list of people, which holds passwords. */
public final class Readers {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private Readers() {}

    /** What is wrong with the mode of the file, in words that follow its name; empty if nothing is, or there is none. */
    public static Optional<String> others(Path file) {
        try {
            var mode = Files.getPosixFilePermissions(file);
            return OWNER_ONLY.containsAll(mode)
                    ? Optional.empty()
                    : Optional.of("others may read it (" + PosixFilePermissions.toString(mode)
                            + "), and it holds passwords; chmod 600 was expected");
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("its mode cannot be read: " + FileTrouble.why(e));
        }
    }
}
