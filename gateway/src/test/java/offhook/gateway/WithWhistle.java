package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import offhook.runtime.testing.TrustAnybody;
import offhook.voicemail.testing.DecodedMp3;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole product with Juliet's mailbox and a web client; voicemails are a whistle. */
@Timeout(120)
abstract class WithWhistle {

    static final Duration LENGTH = Duration.ofMillis(2_340);
    static final int PITCH = 1_200;

    @TempDir
    Path folder;

    final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    HttpClient client;

    @BeforeEach
    void start() throws GeneralSecurityException {
        client = TrustAnybody.web();
        mail.start();
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    /**
     * Starts it.
     *
     * @param directory further keys of {@code [directory]}
     * @param more further sections
     */
    LiveProduct product(String directory, String more) throws Exception {
        LiveProduct.writePeople(
                folder.resolve("users.csv"),
                "juliet,Juliet,201,wherefore,juliet@mail.example",
                "nurse,Nurse,203,wherefore,");
        return new LiveProduct(
                folder,
                """
                [http]
                listen = ["tls:127.0.0.1:0"]
                [missed_calls]
                notify = "both"
                [mail]
                smtp = "smtp://127.0.0.1:%d"
                from = "Phone <phone@capulet.example>"
                [directory]
                source = "csv:users.csv"
                %s
                %s"""
                        .formatted(mail.getSmtp().getPort(), directory, more));
    }

    static void whistles(DecodedMp3 sound) {
        assertThat(sound.length().toMillis()).isCloseTo(LENGTH.toMillis(), within(100L));
        int length = sound.samples().length;
        var middle = Sound.part(sound.samples(), length / 4, length * 3 / 4);
        assertThat(Sound.purity(middle, sound.rate(), PITCH)).isGreaterThan(0.98);
    }
}
