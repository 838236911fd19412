package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody says in chat about being disturbed, and what their callers hear of the whole product. */
@Timeout(120)
class DoNotDisturbLiveTest {

    @TempDir
    Path folder;

    /** The phone would ring for longer than anybody here waits. */
    @Test
    void callersSpeakToVoicemailAtOnce() throws Exception {
        try (var product = new LiveProduct(
                folder,
                """
                [presence]
                chat_dnd_to_phone = "voicemail"
                [voicemail]
                answer_after = "10m"
                [voicemail.media]
                address = "127.0.0.1"
                """)) {
            product.add("juliet");
            try (var juliet = product.chat("juliet");
                    var phone = product.phone("juliet");
                    var romeo = product.stranger("romeo")) {
                phone.register(LiveProduct.PASSWORD);
                juliet.say("<presence><show>dnd</show></presence>");
                juliet.hears("<show>dnd</show>"); // her own, once everybody knows it
                var ok = romeo.invite("juliet");
                assertThat(LivePhone.status(ok)).isEqualTo(200);
                assertThat(ok).contains("m=audio");
                romeo.acknowledge(ok);
                romeo.answer(romeo.hears("BYE"), "200 OK"); // they have described nothing
                juliet.hears("<body>Missed call from romeo");
            }
        }
    }
}
