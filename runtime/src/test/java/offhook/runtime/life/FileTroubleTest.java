package offhook.runtime.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class FileTroubleTest {

    @Test
    void eachIsSaidInWords() {
        assertThat(FileTrouble.why(new AccessDeniedException("/etc/offhook/users.csv")))
                .isEqualTo("the user " + System.getProperty("user.name") + " may not");
        assertThat(FileTrouble.why(new NoSuchFileException("/etc/offhook/users.csv")))
                .isEqualTo("there is no such file");
        assertThat(FileTrouble.why(new FileSystemException("/data", null, "Read-only file system")))
                .isEqualTo("Read-only file system");
        assertThat(FileTrouble.why(new NotDirectoryException("/data"))).isEqualTo("/data");
        assertThat(FileTrouble.why(new IOException("Is a directory"))).isEqualTo("Is a directory");
        assertThat(FileTrouble.why(new EOFException())).isEqualTo("EOFException");
    }
}
