package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import offhook.gateway.control.Reloaded;
import offhook.runtime.config.Config;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.testing.Logged;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an admin changes in the files while the server runs, and somebody is on the phone. */
@Timeout(120)
class ReloadTest {

    @TempDir
    Path folder;

    @Test
    void presenceChangesInMidCallAndTheCallGoesOn() throws Exception {
        try (var product = new LiveProduct(folder, LiveProduct.QUICK)) {
            product.add("juliet", "nurse");
            try (var nurse = product.chat("nurse");
                    var juliet = product.chat("juliet");
                    var phone = product.phone("juliet");
                    var romeo = product.stranger("romeo")) {
                nurse.say("<presence/>");
                juliet.say("<presence/>");
                phone.register(LiveProduct.PASSWORD);
                romeo.begin("juliet");
                phone.answer(phone.hears("INVITE"), "200 OK");
                var ok = romeo.hears("SIP/2.0 200");
                romeo.acknowledge(ok);
                nurse.hears("<status>On the phone</status>");

                product.write(LiveProduct.QUICK.replace("[missed_calls]", "text = \"Telephone\"\n[missed_calls]")
                        + "declined = true\n[mail]\nsmtp = \"smtp://127.0.0.1:1\"\nfrom = \"a@b.example\"\n");
                var done = reload(product);
                assertThat(done.applied()).isTrue();
                assertThat(done.taken()).containsExactly("missed_calls.declined", "presence.text");
                assertThat(done.restart()).containsExactly("mail.from", "mail.smtp");
                nurse.hears("<show>dnd</show><status>Telephone</status>");
                assertThat(reload(product).taken()).as("nothing new").isEmpty();
                assertThat(reload(product).restart()).containsExactly("mail.from", "mail.smtp");

                romeo.bye(ok);
                phone.answer(phone.hears("BYE"), "200 OK");
                romeo.hears("SIP/2.0 200");
                nurse.hears("<presence to='nurse@capulet.example' from='juliet@capulet.example/chat'/>");
            }
        }
    }

    @Test
    void aFileWithMistakesChangesNothing() throws Exception {
        try (var product = new LiveProduct(folder, LiveProduct.QUICK);
                var log = Logged.byAnybody()) {
            product.write("[presence]\non_cal = \"xa\"\ntext = 5\n[missed_calls]\ndeclined = true\n");
            var done = reload(product);
            assertThat(done.applied()).isFalse();
            assertThat(done.wrong()).hasSize(2).allSatisfy(line -> assertThat(line)
                    .startsWith(product.file.toString()));
            assertThat(log.await("reload: nothing is taken over"))
                    .singleElement()
                    .asString()
                    .contains("on_call", "text");
            assertThat(product.gateway.parts.reload.missedCalls().declined()).isFalse();
            Files.delete(product.file);
            product.gateway.reload();
            assertThat(log.lines()).anyMatch(line -> line.endsWith("there is no such file"));
        }
    }

    /** Voicemail begins with the next start, and nobody shall hear "busy" until then who was promised a voicemail. */
    @Test
    void callersAreNotSentToVoicemailBeforeThereIsOne() throws Exception {
        try (var product = new LiveProduct(folder, "")) {
            product.write("[presence]\nchat_dnd_to_phone = \"voicemail\"\n[voicemail]\n");
            assertThat(reload(product).wrong())
                    .singleElement()
                    .asString()
                    .startsWith("needs a restart: [presence] chat_dnd_to_phone");
        }
    }

    @Test
    void peopleComeByTheList() throws Exception {
        var people = folder.resolve("users.csv");
        LiveProduct.writePeople(people, "juliet,Juliet,201,wherefore,");
        try (var product = new LiveProduct(folder, "[directory]\nsource = \"csv:users.csv\"\n")) {
            LiveProduct.writePeople(people, "juliet,Juliet Capulet,201,wherefore,", "romeo,Romeo,202,wherefore,");
            assertThat(reload(product).people()).startsWith("2 people, 1 added, 1 changed, 0 disabled");
            product.chat("romeo").close();
            LiveProduct.writePeople(people, "juliet,Juliet Capulet,201,wherefore,", "romeo,Romeo,201,wherefore,");
            assertThat(reload(product).wrong()).singleElement().asString().startsWith("[directory] source: line 3");
        }
    }

    @Test
    void aListThatChangesIsReadWithoutBeingAsked() throws Exception {
        var people = folder.resolve("users.csv");
        LiveProduct.writePeople(people, "juliet,Juliet,201,wherefore,");
        try (var product = new LiveProduct(folder, "[directory]\nsource = \"csv:users.csv\"\n");
                var log = Logged.byAnybody()) {
            LiveProduct.writePeople(people, "juliet,Juliet,201,wherefore,", "romeo,Romeo,202,wherefore,");
            log.await(people + ": 2 people, 1 added");
            product.chat("romeo").close();
        }
    }

    @Test
    void aRenewedCertificateServesTheNextConnectionAndABadOneNobody() throws Exception {
        try (var product = new LiveProduct(folder, "")) {
            var before = product.gateway.parts.tls.certificate();
            var file = folder.resolve("data/tls/certificate.pem");
            var another = anotherCertificate();
            Files.copy(another.resolve("certificate.pem"), file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(reload(product).wrong())
                    .as("the key is another's")
                    .singleElement()
                    .asString()
                    .startsWith("[tls] ");
            assertThat(product.gateway.parts.tls.certificate()).isEqualTo(before);
            Files.copy(
                    another.resolve("key.pem"),
                    folder.resolve("data/tls/key.pem"),
                    StandardCopyOption.REPLACE_EXISTING);
            assertThat(reload(product).wrong()).isEmpty();
            assertThat(product.gateway.parts.tls.certificate()).isNotEqualTo(before);
        }
    }

    private Path anotherCertificate() {
        var time = new ManualTime();
        var data = folder.resolve("another");
        new TlsContexts(Config.defaults(TlsConfig.class), data, List.of(LiveProduct.DOMAIN), time, time, time).close();
        return data.resolve("tls");
    }

    private static Reloaded reload(LiveProduct product) {
        return product.control().upload("/reload", new byte[0], Reloaded.class);
    }
}
