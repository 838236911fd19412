package offhook.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import offhook.directory.address.DisplayName;
import offhook.directory.address.MailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Phone <phone@example.com>|Phone",
                "\"Phone, the\" <phone@example.com>|Phone, the",
                "<phone@example.com>|``",
                "phone@example.com|``",
                "  phone@example.com  |``",
                "Téléphone <phone@example.com>|Téléphone"
            })
    void readsWhatAdminsWrite(String text, String name) {
        assertThat(Mailbox.parse(text))
                .isEqualTo(new Mailbox(new DisplayName(name), new MailAddress("phone@example.com")));
    }

    @Test
    void namesWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mailbox.parse("Phone <phone@example.com"))
                .withMessage("a > is missing at the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Phone", "Phone <>", "a@b@example.com", "Phone <phone@example.com>, <x@example.com>"})
    void refusesWhatIsNoMailbox(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Mailbox.parse(text));
    }
}
