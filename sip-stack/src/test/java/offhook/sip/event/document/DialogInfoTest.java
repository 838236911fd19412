package offhook.sip.event.document;

import static offhook.sip.event.document.Documents.bytes;
import static offhook.sip.event.document.Documents.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.Collectors;
import offhook.sip.event.document.DialogInfo.Dialog;
import offhook.sip.event.document.DialogInfo.Direction;
import offhook.sip.event.document.DialogInfo.Event;
import offhook.sip.event.document.DialogInfo.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialogInfoTest {

    /** Those of RFC 4235 as they are printed there, the others as the PBX's source writes them. */
    @ParameterizedTest
    @CsvSource({
        "rfc4235-3.6, v0 full sip:alice@example.com: as7d900as8 confirmed",
        "rfc4235-4.2, v1 full : 123456 confirmed with sip:bob@example.org",
        "rfc4235-6.1-forks, v2 full sip:alice@example.com: as7d900as8 initiator early/as7d900as8 initiator early",
        "rfc4235-6.2-transferred, v5 partial sip:alice@example.com: zxcvbnm3 initiator terminated (replaced)/"
                + "sfhjsjk12 recipient confirmed (replaced) with sip:cjones@example.net",
        "rfc4235-6.2-onhook, v9 full sip:alice@example.com:",
        "asterisk-pjsip-ringing, v3 full sip:201@10.0.0.5: 201 early",
        "asterisk-pjsip-hold, v5 full sip:201@10.0.0.5: 201 confirmed held",
        "asterisk-pjsip-idle, v6 full sip:201@10.0.0.5: 201 terminated",
        "asterisk-sip-ringing, v12 full sip:201@10.0.0.5: 201 recipient early with sip:202@10.0.0.5",
        "freeswitch-talking, v4 partial sip:1001@pbx.example.com: "
                + "3a4b8d4e-6d2f-11ed-b5a0-7b2e1c0f9d11 initiator confirmed with sip:1002@pbx.example.com",
        "kamailio-ringing, v2 full sip:201@pbx.example: padi-6b034b4b-5326-1 recipient early with sip:202@pbx.example",
        "kamailio-published-twice, v7 full sip:201@pbx.example.com: "
                + "1-77@127.0.0.1 recipient terminated with sip:202@pbx.example.com/"
                + "1-77@127.0.0.1 recipient confirmed with sip:202@pbx.example.com",
    })
    void documentsOfRfcsAndOfPbxs(String name, String says) throws Exception {
        assertThat(text(DialogInfo.read(golden("dialog-info-" + name + ".xml"))))
                .isEqualTo(says);
    }

    private static String text(DialogInfo info) {
        var dialogs = info.dialogs().stream().map(DialogInfoTest::text).collect(Collectors.joining("/"));
        return ("v" + info.version().orElse(-1) + (info.full() ? " full " : " partial ") + info.entity() + ": "
                        + dialogs)
                .strip();
    }

    private static String text(Dialog dialog) {
        return dialog.id()
                + dialog.direction().map(it -> " " + it).orElse("").toLowerCase(Locale.ROOT)
                + " "
                + dialog.state().name().toLowerCase(Locale.ROOT)
                + dialog.event().map(it -> " (" + it + ")").orElse("").toLowerCase(Locale.ROOT)
                + (dialog.held() ? " held" : "")
                + dialog.remote().map(party -> " with " + party.uri()).orElse("");
    }

    @Test
    void everythingThatIsTold() throws Exception {
        var dialog = DialogInfo.read(golden("dialog-info-asterisk-sip-ringing.xml"))
                .dialogs()
                .get(0);
        assertThat(dialog.callId()).contains("pickup-6ad1f1c24bd3e7@10.0.0.5");
        assertThat(dialog.localTag()).contains("as1f2e");
        assertThat(dialog.remoteTag()).contains("as9c11");
        assertThat(dialog.remote().orElseThrow().display()).isEqualTo("Romeo & Sons");
        assertThat(dialog.local().orElseThrow().uri()).isEqualTo("sip:201@10.0.0.5");

        var transferred = DialogInfo.read(golden("dialog-info-rfc4235-6.2-transferred.xml"));
        assertThat(transferred.dialogs().get(1).replaces()).contains("a84b4c76e66710");
        assertThat(transferred.dialogs().get(1).local().orElseThrow().uri()).isEqualTo("sip:alice@pc33.example.com");
    }

    @Test
    void theEventAndTheCodeOfAnEnd() throws Exception {
        var dialog = one("<dialog id='1'><state event='rejected' code='486'>terminated</state></dialog>");
        assertThat(dialog.event()).contains(Event.REJECTED);
        assertThat(dialog.code()).hasValue(486);
        assertThat(dialog.isOver()).isTrue();
        assertThat(one("<dialog id='1'><state event='remote-bye'>terminated</state></dialog>")
                        .event())
                .contains(Event.REMOTE_BYE);
        assertThat(one("<dialog id='1'><state event='moon' code='x'>terminated</state></dialog>"))
                .satisfies(strange -> assertThat(strange.event()).isEmpty())
                .satisfies(strange -> assertThat(strange.code()).isEmpty());
    }

    @Test
    void carelessDocumentsAreRead() throws Exception {
        var dialog = one("<x:dialog call-id='c' direction=' Recipient '><x:State>\n Early \n</x:State></x:dialog>");
        assertThat(dialog.id()).isEqualTo("c");
        assertThat(dialog.state()).isEqualTo(State.EARLY);
        assertThat(dialog.direction()).contains(Direction.RECIPIENT);
        assertThat(DialogInfo.read(bytes("<dialog-info version='-1'/>")).version())
                .isEmpty();
        assertThat(DialogInfo.read(bytes("<dialog-info version='4294967296'/>")).version())
                .isEmpty();
        assertThat(DialogInfo.read(bytes("<dialog-info/>")).full()).isTrue();
    }

    @Test
    void aDialogWithoutAStateTellsNothing() throws Exception {
        assertThat(DialogInfo.read(bytes("<dialog-info><dialog id='1'/><dialog id='2'><state>asleep</state></dialog>"
                                + "</dialog-info>"))
                        .dialogs())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<presence/>", "<dialog/>", "text", "<dialog-info>"})
    void whatIsNoneIsRefused(String body) {
        assertThatThrownBy(() -> DialogInfo.read(bytes(body))).isInstanceOf(MalformedDocument.class);
    }

    private static Dialog one(String dialog) throws MalformedDocument {
        return DialogInfo.read(
                        bytes("<dialog-info version='0' state='full' entity='sip:a@b'>" + dialog + "</dialog-info>"))
                .dialogs()
                .get(0);
    }
}
