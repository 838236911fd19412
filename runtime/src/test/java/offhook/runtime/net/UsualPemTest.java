package offhook.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsualPemTest {

    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;

    @BeforeEach
    void write() {
        certificate = folder.resolve("server.pem");
        key = folder.resolve("server.key");
        SelfSigned.write(certificate, key, List.of("capulet.example"), Instant.now());
    }

    @Test
    void aCertificateAndItsKeyAreRead() throws Exception {
        var text = "Bag Attributes\n    friendlyName: juliet\n" + Files.readString(certificate);
        Files.writeString(certificate, text + Files.readString(certificate).replace("\n", "\r\n"));

        var identity = UsualPem.read(certificate, key).orElseThrow();

        assertThat(identity.chain()).hasSize(2);
        assertThat(identity.names()).containsExactly("capulet.example");
        assertThat(identity.keyMatches()).isTrue();
    }

    @Test
    void whatIsNotUsualIsLeftToOthers() throws Exception {
        var usual = Files.readString(key);
        for (var other : List.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PARAMETERS")) {
            Files.writeString(key, usual.replace("PRIVATE KEY", other));
            assertThat(UsualPem.read(certificate, key)).as(other).isEmpty();
        }
        for (var wrong : List.of("", "no PEM", usual.replace("M", "!"), usual.substring(0, 60))) {
            Files.writeString(key, wrong);
            assertThat(UsualPem.read(certificate, key)).as(wrong).isEmpty();
        }
    }

    @Test
    void whatIsMissingOrWrongIsLeftToOthers() throws Exception {
        assertThat(UsualPem.read(folder.resolve("none"), key)).isEmpty();
        assertThat(UsualPem.read(certificate, folder.resolve("none"))).isEmpty();
        assertThat(UsualPem.read(key, key)).as("no certificate").isEmpty();
        Files.writeString(certificate, Files.readString(certificate).replace("A", "B"));
        assertThat(UsualPem.read(certificate, key)).isEmpty();
    }
}
