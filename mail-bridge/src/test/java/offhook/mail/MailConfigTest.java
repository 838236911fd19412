package offhook.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import org.junit.jupiter.api.Test;

class MailConfigTest {

    record Root(@Doc("mail") MailConfig mail) {}

    private static MailConfig read(String... lines) throws ConfigErrors {
        var text = "[mail]\n" + String.join("\n", lines);
        return Config.bindText(text, Path.of("/etc/offhook/offhook.toml"), Root.class, Map.of("SMTP_PASS", "s:e@c"))
                .mail();
    }

    @Test
    void isReadFromTheFile() throws ConfigErrors {
        var mail = read(
                "smtp = \"smtps://user:${SMTP_PASS}@mail.example.com\"",
                "from = \"Phone <phone@example.com>\"",
                "starttls = \"required\"",
                "trust = \"ca.pem\"");
        assertThat(mail.smtp()).contains(SmtpServer.parse("smtps://user:s:e@c@mail.example.com"));
        assertThat(mail.from()).contains(Mailbox.parse("Phone <phone@example.com>"));
        assertThat(mail.starttls()).isEqualTo(StartTls.REQUIRED);
        assertThat(mail.trust()).contains(Path.of("/etc/offhook/ca.pem"));
    }

    @Test
    void withoutServerThereIsNoMail() {
        var mail = Config.defaults(MailConfig.class);
        assertThat(mail.smtp()).isEmpty();
        assertThat(mail.starttls()).isEqualTo(StartTls.OFFERED);
    }

    @Test
    void everyMistakeIsNamedAndNoPasswordIsShown() {
        assertThatThrownBy(() -> read("smtp = \"https://user:${SMTP_PASS}@mail.example.com\"", "from = \"Phone <x>\""))
                .isInstanceOf(ConfigErrors.class)
                .hasMessageContaining("offhook.toml:2:")
                .hasMessageContaining("smtp://")
                .hasMessageContaining("offhook.toml:3:")
                .message()
                .doesNotContain("s:e@c");
    }

    @Test
    void aServerNeedsAnAddressToSendFrom() {
        assertThatThrownBy(() -> read("smtp = \"smtp://localhost\""))
                .isInstanceOf(ConfigErrors.class)
                .hasMessageContaining("offhook.toml:2:")
                .hasMessageContaining("from");
    }
}
