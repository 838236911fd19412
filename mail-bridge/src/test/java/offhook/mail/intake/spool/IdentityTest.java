package offhook.mail.intake.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTest {

    private static String key(String mail, String... recipients) {
        var identity = new Identity();
        for (int i = 0; i < mail.length(); i += 7) {
            identity.add(mail.substring(i, Math.min(mail.length(), i + 7)).getBytes(ISO_8859_1));
        }
        return identity.key(List.of(recipients));
    }

    @Test
    void aMessageIdMakesTwoMailsTheSame() {
        var first = key("Received: one\r\nMessage-ID: <a@b>\r\n\r\nx", "juliet@c", "nurse@c");
        assertThat(key("Received: two\r\nmessage-id:\r\n <a@b>\r\n\r\ny", "nurse@c", "juliet@c"))
                .isEqualTo(first);
        assertThat(key("Message-ID: <a@c>\r\n\r\nx", "juliet@c", "nurse@c")).isNotEqualTo(first);
        assertThat(key("Message-ID: <a@b>\r\n\r\nx", "juliet@c")).isNotEqualTo(first);
    }

    @Test
    void withoutOneAllOctetsDo() {
        var first = key("Subject: x\r\n\r\nMessage-ID: <in@text>\r\n", "juliet@c");
        assertThat(key("Subject: x\r\n\r\nMessage-ID: <in@text>\r\n", "juliet@c"))
                .isEqualTo(first);
        assertThat(key("Subject: y\r\n\r\nMessage-ID: <in@text>\r\n", "juliet@c"))
                .isNotEqualTo(first);
    }

    @Test
    void oneThatStandsTooFarDownCountsAsNone() {
        var long1 = "X: " + "x".repeat(70_000) + "\r\nMessage-ID: <a@b>\r\n\r\n";
        assertThat(key(long1 + "1", "j@c")).isNotEqualTo(key(long1 + "2", "j@c"));
    }
}
