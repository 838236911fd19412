package offhook.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import offhook.runtime.life.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTokenTest {

    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path data;

    @Test
    void isMadeOnceAndIsItsOwnersOnly() throws Exception {
        assertThat(ControlToken.read(data)).isEmpty();
        var made = ControlToken.open(data, random);
        assertThat(made.header()).matches("Bearer [A-Za-z0-9_-]{43}");
        assertThat(made).hasToString("ControlToken[…]");
        var file = data.resolve("control.token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(ControlToken.open(data, random).header()).isEqualTo(made.header());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anEmptyFileIsNoToken() throws Exception {
        Files.createFile(data.resolve("control.token"));
        assertThat(ControlToken.open(data, random).header()).hasSizeGreaterThan(40);
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneLine() {
        assertThatThrownBy(() -> ControlToken.open(data.resolve("nowhere"), random))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("The token of the control API cannot be kept in ");
    }
}
