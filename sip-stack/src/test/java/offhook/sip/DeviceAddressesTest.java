package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.runtime.config.ConfigErrors;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipResponse;
import org.junit.jupiter.api.Test;

/** Addresses of devices: RFC 5627. */
class DeviceAddressesTest extends FlowsScene {

    /** RFC 5627 §5.2. */
    @Test
    void aDeviceHasAddresses() {
        var ok = register(first, "reg-1", flow(1));
        var contact = ok.value(HeaderName.CONTACT).orElseThrow();
        assertThat(contact).contains("pub-gruu=\"" + PUBLIC + "\"");
        register(second, "other", "Contact: <sip:juliet@10.0.0.9>;+sip.instance=\"<urn:uuid:2>\"");
        for (var gruu : List.of(PUBLIC, temporary(ok))) {
            call(gruu);
            var invite = first.nextRequest();
            assertThat(invite.uri()).hasToString("sip:juliet@10.0.0.7:5060;transport=tcp;ob");
            answer(first, invite, 486);
            assertThat(last().status()).isEqualTo(486);
            first.clear();
        }
        assertThat(second.unread()).isEmpty();
        assertThat(register(first, "reg-1", flow(1).replace(", gruu", "")).toString())
                .doesNotContain("gruu=");
    }

    /** §5.3, §6.1. */
    @Test
    void addressesOfDevicesThatAreNotThere() throws ConfigErrors {
        start(List.of("sip.trusted = [\"198.51.100.5/32\"]"));
        var ok = register(first, "reg-1", flow(1));
        register(first, "reg-1", flow(1) + ";expires=0");
        call(PUBLIC);
        assertThat(last().status()).isEqualTo(480);
        for (var nobody :
                List.of(temporary(ok), "sip:tgruu.00@capulet.example;gr", "sip:nobody@capulet.example;gr=urn:uuid:1")) {
            call(nobody);
            assertThat(last().status()).as(nobody).isEqualTo(404);
        }
    }

    /** Anybody can put a device behind a name: a 480 would tell that somebody has it. */
    @Test
    void strangersDoNotLearnWhoseDeviceIsAway() {
        register(first, "reg-1", flow(1));
        register(first, "reg-1", flow(1) + ";expires=0");
        for (var nobody : List.of(
                PUBLIC, "sip:romeo@capulet.example;gr=urn:uuid:9", "sip:nobody@capulet.example;gr=urn:uuid:1")) {
            call(nobody);
            assertThat(last().status()).as(nobody).isEqualTo(404);
        }
    }

    /** §5.1: after the device has begun anew, and over a restart of ours. */
    @Test
    void temporaryAddressesLiveAsLongAsTheRegistration() {
        var before = temporary(register(first, "reg-1", flow(1)));
        var again = temporary(register(first, "reg-1", flow(1)));
        assertThat(again).isNotEqualTo(before);
        stage.restart();
        register(first, "reg-1", flow(1));
        call(before);
        assertThat(answered(first, 486).status()).isEqualTo(486);
        first.clear();
        register(first, "reg-after-a-reboot", flow(1));
        call(again);
        assertThat(last().status()).isEqualTo(404);
    }

    @Test
    void nobodyRegistersAnAddressOfOurs() {
        for (var loop : List.of("sip:juliet@capulet.example", PUBLIC)) {
            assertThat(register(first, "reg", "Contact: <" + loop + ">").status())
                    .isEqualTo(403);
        }
    }

    /** A phone may give its GRUU as its Contact: requests of the dialog find it where it is registered now. */
    @Test
    void withinADialogADeviceIsFoundByItsAddress() {
        register(first, "reg-1", flow(1).replace("reg-id=1;", ""));
        call("sip:juliet@capulet.example");
        var ok = answered(first, 200);
        stage.world.time().passSeconds(1);
        register(second, "reg-2", flow(1).replace("reg-id=1;", "").replace("10.0.0.7", "10.0.0.8"));
        cseq++;
        caller.send(
                """
                BYE %s SIP/2.0
                Via: SIP/2.0/UDP 198.51.100.5:5060;branch=z9hG4bK%d
                From: %s
                To: %s
                Call-ID: %s
                CSeq: %d BYE
                Route: %s
                Content-Length: 0

                """
                        .formatted(
                                PUBLIC,
                                cseq,
                                ok.from(),
                                ok.to(),
                                ok.callId(),
                                cseq,
                                String.join(", ", ok.values(HeaderName.RECORD_ROUTE))));
        assertThat(second.nextRequest().startLine()).startsWith("BYE sip:juliet@10.0.0.8:5060");
    }

    private static String temporary(SipResponse ok) {
        var found = TEMPORARY.matcher(ok.value(HeaderName.CONTACT).orElseThrow());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
