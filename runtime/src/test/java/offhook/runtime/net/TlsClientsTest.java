package offhook.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsClientsTest {

    @TempDir
    Path folder;

    @Test
    void thePeersNameIsChecked() {
        var pem = folder.resolve("certificate.pem");
        SelfSigned.write(pem, folder.resolve("key.pem"), List.of("pbx.example"), Instant.now());
        var channel = new EmbeddedChannel();
        var handler = new TlsClients(Optional.of(pem))
                .handler(channel, InetSocketAddress.createUnresolved("pbx.example", 5061));
        assertThat(handler.engine().getPeerHost()).isEqualTo("pbx.example");
        assertThat(handler.engine().getSSLParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThat(handler.engine().getEnabledProtocols())
                .contains("TLSv1.3", "TLSv1.2")
                .doesNotContain("TLSv1.1");
        channel.finishAndReleaseAll();
    }

    @Test
    void aFileThatHoldsNoCertificateIsOneClearLine() throws IOException {
        var pem = folder.resolve("empty.pem");
        assertThatThrownBy(() -> new TlsClients(Optional.of(pem)))
                .isInstanceOf(TlsFailure.class)
                .hasMessageContaining("empty.pem");
        Files.writeString(pem, "");
        assertThatThrownBy(() -> new TlsClients(Optional.of(pem)))
                .isInstanceOf(TlsFailure.class)
                .hasMessageStartingWith("The certificates to trust in ")
                .hasMessageEndingWith("the file holds none");
    }
}
