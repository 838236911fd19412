package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of the running product are those that docs/operations.md explains, and they count. */
@Timeout(120)
class MetricsTest {

    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `(offhook_[a-z0-9_]+)` \\|");
    private static final Pattern SHOWN = Pattern.compile("^# TYPE (offhook_[a-z0-9_]+) ");

    @TempDir
    Path folder;

    @Test
    void everyNumberIsExplainedAndThere() throws Exception {
        var watching =
                """
                [pbx]
                host = "127.0.0.1"
                watch = ["ami", "shadow"]
                port = 1
                password = "s3cret"
                secrets = "secrets.csv"
                [voicemail]
                [mail.intake]
                listen = ["127.0.0.1:0"]
                clients = ["127.0.0.1"]
                """;
        var secrets = Files.writeString(folder.resolve("secrets.csv"), "extension,password\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        try (var product = new LiveProduct(folder, watching)) {
            assertThat(names(SHOWN, product.get("/metrics")))
                    .isEqualTo(names(DOCUMENTED, Files.readString(Path.of("../docs/operations.md"))));
        }
    }

    @Test
    void theyTellWhatGoesOn() throws Exception {
        try (var product = new LiveProduct(folder, LiveProduct.QUICK)) {
            product.add("juliet", "nurse");
            try (var juliet = product.chat("juliet");
                    var phone = product.phone("juliet");
                    var romeo = product.stranger("romeo")) {
                juliet.say("<presence/>");
                assertThat(phone.register("wrong")).isEqualTo(401);
                assertThat(phone.register(LiveProduct.PASSWORD)).isEqualTo(200);
                romeo.begin("juliet");
                phone.answer(phone.hears("INVITE"), "200 OK");
                romeo.acknowledge(romeo.hears("SIP/2.0 200"));
                phone.hears("ACK");

                assertThat(product.number("offhook_xmpp_sessions")).isEqualTo(1);
                assertThat(product.number("offhook_xmpp_streams")).isEqualTo(1);
                assertThat(product.number("offhook_xmpp_unsent_bytes")).isZero();
                assertThat(product.number("offhook_sip_bindings")).isEqualTo(1);
                assertThat(product.number("offhook_sip_registration_total")).isEqualTo(1);
                assertThat(product.number("offhook_sip_challenge_total")).isGreaterThanOrEqualTo(2);
                assertThat(product.number("offhook_sip_login_failed_total")).isEqualTo(1);
                assertThat(product.number("offhook_call_open")).isEqualTo(1);
                assertThat(product.number("offhook_call_busy_people")).isEqualTo(1);
                assertThat(product.number("offhook_directory_people")).isEqualTo(2);
                assertThat(product.number("offhook_storage_commit_total")).isPositive();
                assertThat(product.number("offhook_storage_commit_p99_seconds")).isPositive();
                assertThat(product.number("offhook_work_queue_depth{pool=\"keys\"}"))
                        .isZero();
                assertThat(product.number("offhook_outbox_waiting")).isZero();
            }
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return text.lines()
                .map(pattern::matcher)
                .filter(found -> found.find())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
