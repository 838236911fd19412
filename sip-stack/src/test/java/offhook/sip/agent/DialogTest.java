package offhook.sip.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import offhook.sip.message.HeaderName;
import offhook.sip.message.MessageReader;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import org.junit.jupiter.api.Test;

class DialogTest {

    private static final SipRequest SUBSCRIBE = request(
            """
            SUBSCRIBE sip:juliet@capulet.example SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
            Record-Route: <sip:near.example;lr>, <sip:far.example;lr>
            From: "Romeo" <sip:romeo@capulet.example>;tag=r
            To: <sip:juliet@capulet.example>
            Call-ID: lamp
            CSeq: 7 SUBSCRIBE
            Contact: <sip:romeo@192.0.2.1;transport=tcp>

            """);

    private static SipMessage read(String text) {
        return MessageReader.parse(text.replace("\n", "\r\n"));
    }

    private static SipRequest request(String text) {
        return (SipRequest) read(text);
    }

    private static SipResponse accepted() {
        var response = SipResponse.to(SUBSCRIBE, 200);
        response.tagTo("j");
        response.append(HeaderName.CONTACT, "<sip:server.example>");
        return response;
    }

    /** RFC 3261 §12.1.1. */
    @Test
    void whoAnswersTakesTheirSide() {
        var dialog = Dialog.ofUas(SUBSCRIBE, accepted());
        assertThat(dialog.id()).isEqualTo(new Dialog.Id("lamp", "j", "r"));
        assertThat(dialog.remoteSeq()).isEqualTo(7);
        assertThat(dialog.target()).hasToString("sip:romeo@192.0.2.1;transport=tcp");
        assertThat(dialog.routes()).containsExactly("<sip:near.example;lr>", "<sip:far.example;lr>");
        assertThat(dialog.nextHop()).hasToString("sip:near.example;lr");
        assertThat(dialog.secure()).isFalse();
    }

    /** RFC 3261 §12.1.2: the same dialog from the other end. */
    @Test
    void whoAskedHasTheRoutesTheOtherWayRound() {
        var dialog = Dialog.ofUac(SUBSCRIBE, accepted());
        assertThat(dialog.id()).isEqualTo(new Dialog.Id("lamp", "r", "j"));
        assertThat(dialog.localSeq()).isEqualTo(7);
        assertThat(dialog.remoteSeq()).isEqualTo(-1);
        assertThat(dialog.target()).hasToString("sip:server.example");
        assertThat(dialog.routes()).containsExactly("<sip:far.example;lr>", "<sip:near.example;lr>");
    }

    /** RFC 6665 §4.4.1. */
    @Test
    void aNotifyMakesTheDialogBeforeTheResponse() {
        var notify = Dialog.ofUas(SUBSCRIBE, accepted()).next().request(Method.NOTIFY);
        notify.append(HeaderName.CONTACT, "<sip:server.example>");
        var dialog = Dialog.ofNotify(SUBSCRIBE, notify);
        assertThat(dialog.id()).isEqualTo(Dialog.ofUac(SUBSCRIBE, accepted()).id());
        assertThat(dialog.remoteSeq()).isEqualTo(1);
    }

    /** RFC 3261 §12.2.1.1. */
    @Test
    void requestsCarryWhatTheDialogKnows() {
        var dialog = Dialog.ofUas(SUBSCRIBE, accepted()).next().next();
        var notify = dialog.request(Method.NOTIFY);
        assertThat(notify.startLine()).isEqualTo("NOTIFY sip:romeo@192.0.2.1;transport=tcp SIP/2.0");
        assertThat(notify.values(HeaderName.ROUTE)).isEqualTo(dialog.routes());
        assertThat(notify.from()).hasToString("<sip:juliet@capulet.example>;tag=j");
        assertThat(notify.to()).hasToString("\"Romeo\" <sip:romeo@capulet.example>;tag=r");
        assertThat(notify.cseq()).hasToString("2 NOTIFY");
        assertThat(notify.maxForwards()).hasValue(70);
    }

    /** RFC 3261 §12.2.1.1: a strict router finds itself in the Request-URI. */
    @Test
    void aStrictRouterGetsWhatItExpects() {
        var strict = SUBSCRIBE.copy();
        strict.set(HeaderName.RECORD_ROUTE, "<sip:old.example>, <sip:far.example;lr>");
        var notify = Dialog.ofUas(strict, accepted()).next().request(Method.NOTIFY);
        assertThat(notify.uri()).hasToString("sip:old.example");
        assertThat(notify.values(HeaderName.ROUTE))
                .containsExactly("<sip:far.example;lr>", "<sip:romeo@192.0.2.1;transport=tcp>");
    }

    /** RFC 3261 §12.2.2. */
    @Test
    void whatIsOlderThanBeforeIsRefused() {
        var dialog = Dialog.ofUas(SUBSCRIBE, accepted());
        var older = SUBSCRIBE.copy();
        older.set(HeaderName.CSEQ, "6 SUBSCRIBE");
        assertThatThrownBy(() -> dialog.received(older))
                .isInstanceOfSatisfying(SipFailure.class, failure -> assertThat(failure.status())
                        .isEqualTo(500));
    }

    @Test
    void aRefreshMayMoveTheTarget() {
        var moved = SUBSCRIBE.copy();
        moved.set(HeaderName.CSEQ, "9 SUBSCRIBE");
        moved.set(HeaderName.CONTACT, "<sip:romeo@192.0.2.9>");
        var dialog = Dialog.ofUas(SUBSCRIBE, accepted()).received(moved);
        assertThat(dialog.remoteSeq()).isEqualTo(9);
        assertThat(dialog.target()).hasToString("sip:romeo@192.0.2.9");
    }

    @Test
    void onlySomeMethodsMoveTheTarget() {
        var bye = request(SUBSCRIBE
                .toString()
                .replace("\r\n", "\n")
                .replace("SUBSCRIBE", "BYE")
                .replace("192.0.2.1;t", "192.0.2.9;t"));
        assertThat(Dialog.ofUas(SUBSCRIBE, accepted()).received(bye).target().host())
                .isEqualTo("192.0.2.1");
    }

    @Test
    void aDialogNeedsAContact() {
        var without = SUBSCRIBE.copy();
        without.remove(HeaderName.CONTACT);
        assertThatThrownBy(() -> Dialog.ofUas(without, accepted())).hasMessage("Missing Contact");
    }
}
