package offhook.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import offhook.mail.SmtpServer.Login;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpServerTest {

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example.com,        false, mail.example.com, 587",
        "smtps://mail.example.com,       true,  mail.example.com, 465",
        "smtp://mail.example.com/,       false, mail.example.com, 587",
        "smtp://127.0.0.1:10025,         false, 127.0.0.1,        10025",
        "smtp://[2001:db8::25]:25,       false, 2001:db8::25,     25",
        "smtps://[2001:db8::25],         true,  2001:db8::25,     465"
    })
    void readsWhereTheServerIs(String url, boolean tls, String host, int port) {
        assertThat(SmtpServer.parse(url)).isEqualTo(new SmtpServer(tls, host, port, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "smtps://offhook:secret@mail.example.com offhook secret",
                "smtps://phone@example.com:secret@mail.example.com phone@example.com secret",
                "smtps://phone%40example.com:secret@mail.example.com phone@example.com secret",
                "smtps://offhook:p@ss:w/rd@mail.example.com offhook p@ss:w/rd",
                "smtps://offhook:50%25%C3%A9@mail.example.com offhook 50%é",
                "smtps://offhook:50%off%@mail.example.com offhook 50%off%"
            })
    void readsTheLoginAsItIsWritten(String url, String user, String password) {
        assertThat(SmtpServer.parse(url).login()).contains(new Login(user, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example.com",
                "http://mail.example.com",
                "smtp://",
                "smtp://mail.example.com:0",
                "smtp://mail.example.com:65536",
                "smtp://mail.example.com:",
                "smtp://mail.example.com:x",
                "smtp://2001:db8::25",
                "smtp://offhook@mail.example.com",
                "smtp://:secret@mail.example.com",
                "smtp://mail example com"
            })
    void refusesWhatIsNoServer(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpServer.parse(url));
    }

    @Test
    void tellsNobodyThePassword() {
        var server = SmtpServer.parse("smtps://offhook:secret@mail.example.com");
        assertThat(server).hasToString("smtps://mail.example.com:465");
        assertThat(server.login().orElseThrow().toString()).doesNotContain("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpServer.parse("smtps://offhook:secret@mail.example.com:99999"))
                .withMessageNotContaining("secret");
    }
}
