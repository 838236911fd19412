package offhook.sip.event.document;

import static offhook.sip.event.document.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import offhook.sip.event.document.MessageSummary.Counts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSummaryTest {

    /** RFC 3842 §4.1, A5: behind the empty line stand headers of the messages. */
    private static final String RFC_3842_A5 =
            """
            Messages-Waiting: yes\r
            Message-Account: sip:alice@vmail.example.com\r
            Voice-Message: 4/8 (1/2)\r
            \r
            To: <alice@atlanta.example.com>\r
            From: <bob@biloxi.example.com>\r
            Subject: carpool tomorrow?\r
            Date: Sun, 09 Jul 2000 21:23:01 -0700\r
            Voice-Message: 9/9\r
            """;

    @Test
    void theExampleOfTheRfc() throws Exception {
        var summary = MessageSummary.read(bytes(RFC_3842_A5));
        assertThat(summary.waiting()).isTrue();
        assertThat(summary.account()).contains("sip:alice@vmail.example.com");
        assertThat(summary.voice()).contains(new Counts(4, 8));
    }

    /** As their sources write them: res_pjsip_mwi_body_generator.c, chan_sip.c, sofia_presence.c. */
    @ParameterizedTest
    @CsvSource({
        "'Messages-Waiting: yes\r\nVoice-Message: 2/0 (0/0)\r\n', true, 2, 0",
        "'Messages-Waiting: no\r\nMessage-Account: sip:asterisk@10.0.0.5\r\nVoice-Message: 0/3 (0/0)\r\n', false, 0, 3",
        "'Messages-Waiting: yes\r\nMessage-Account: sip:1001@pbx.example.com\r\nVoice-Message: 1/0 (0/0)\r\n', true, 1, 0",
        "'messages-waiting:yes\nvoice-message:1 / 2', true, 1, 2",
        "'\r\nVoice-Message: 3/0\r\n', true, 3, 0",
    })
    void whatPbxsSend(String body, boolean waiting, int unheard, int old) throws Exception {
        var summary = MessageSummary.read(bytes(body));
        assertThat(summary.waiting()).isEqualTo(waiting);
        assertThat(summary.voice()).contains(new Counts(unheard, old));
    }

    @Test
    void countsMayBeMissing() throws Exception {
        var summary = MessageSummary.read(bytes("Messages-Waiting: yes\r\n"));
        assertThat(summary.waiting()).isTrue();
        assertThat(summary.voice()).isEmpty();
        assertThat(MessageSummary.read(bytes("Messages-Waiting: yes\r\nVoice-Message: 4294967295/x"))
                        .voice())
                .isEmpty();
    }

    @Test
    void otherClassesAreTold() throws Exception {
        var summary = MessageSummary.read(bytes("Messages-Waiting: yes\r\nFax-Message: 1/2\r\nVoice-Message: 0/1\r\n"));
        assertThat(summary.counts()).containsEntry("fax-message", new Counts(1, 2));
        assertThat(summary.voice()).contains(new Counts(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n\r\n", "hello", "Messages-Waiting: perhaps"})
    void whatIsNoneIsRefused(String body) {
        assertThatThrownBy(() -> MessageSummary.read(bytes(body))).isInstanceOf(MalformedDocument.class);
    }

    @Test
    void nothingIsTooLong() {
        assertThatThrownBy(() -> MessageSummary.read(new byte[1 << 20])).isInstanceOf(MalformedDocument.class);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll @StringLength(max = 80) String text) {
        try {
            assertThat(MessageSummary.read(bytes("Voice-Message: 1/0\n" + text)).counts())
                    .isNotEmpty();
        } catch (MalformedDocument e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
