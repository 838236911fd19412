package offhook.sip.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6665 §8.2.1. */
class EventHeaderTest {

    private static EventHeader of(String value) {
        var subscribe = new SipRequest(Method.SUBSCRIBE, Uri.parse("sip:a@b"));
        subscribe.set(HeaderName.EVENT, value);
        return EventHeader.of(subscribe);
    }

    @ParameterizedTest
    @CsvSource({
        "dialog, dialog",
        "presence.winfo, presence.winfo",
        "dialog;id=7, dialog;id=7",
        "dialog ; ID = 7, dialog;id=7",
        "dialog;id=\"7\", dialog;id=7",
        "dialog;id, dialog",
        "dialog;id=, dialog",
        "'dialog;x=\"a;id=3\";id=7', dialog;id=7",
        "dialog;x=\"a;id=3\", dialog",
        "dialog;, dialog",
        "dialog ;; id=7 ;, dialog;id=7",
        "dialog (of a (small) phone) ;id=7 (x), dialog;id=7",
        "'', ''",
    })
    void names(String value, String event) {
        assertThat(of(value)).hasToString(event);
    }

    @Test
    void whereThereIsNoneItNamesNoPackage() {
        assertThat(EventHeader.of(new SipRequest(Method.SUBSCRIBE, Uri.parse("sip:a@b")))
                        .name())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {";id=7", "a b", "dialog, presence", "dialog;id=\"7;x=y\"", "dialog;id=7\u0001", "dialög"})
    void whatCannotBeRead(String value) {
        assertThatThrownBy(() -> of(value)).isEqualTo(new SipFailure(400, "Bad Event"));
    }

    @Test
    void itIsShort() {
        var rest = "x".repeat(121);
        assertThat(of("dialog." + rest).name()).hasSize(128);
        assertThatThrownBy(() -> of("dialog.x" + rest)).isEqualTo(new SipFailure(400, "Bad Event"));
    }
}
