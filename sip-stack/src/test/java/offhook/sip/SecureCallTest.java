package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.DigestClient;
import offhook.sip.testing.SipPeer;
import offhook.sip.transport.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Phones and a PBX with TLS, and what sips promises. RFC 3261 §26.2, RFC 5630. */
class SecureCallTest {

    private final Database database = TestDatabases.sqlite();
    private SipStage stage;
    private SipPeer phone;
    private SipPeer peer;

    private void start(String pbx) throws ConfigErrors {
        stage = new SipStage(List.of("pbx.host = \"" + pbx + "\"", "sip.trusted = [\"198.51.100.66/32\"]"), database);
        phone = stage.world.peer("192.0.2.10:49152");
        peer = stage.world.peer("198.51.100.66:5060");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void register(String user, Protocol protocol, String contact) {
        var register =
                """
                REGISTER sip:capulet.example SIP/2.0
                Via: SIP/2.0/%s 192.0.2.10:49152;branch=z9hG4bK%s%s
                From: <sip:%s@capulet.example>;tag=j
                To: <sip:%s@capulet.example>
                Call-ID: reg-%s-%s
                CSeq: 1 REGISTER
                Contact: %s
                Content-Length: 0

                """
                        .formatted(protocol, user, protocol, user, user, user, protocol, contact);
        phone.send(register, protocol);
        var answer = DigestClient.of(phone.nextResponse(), user, TestPeople.password(user))
                .authorization("REGISTER", "sip:capulet.example");
        phone.send(register.replace("Content-Length", "Authorization: " + answer + "\nContent-Length"), protocol);
        assertThat(phone.nextResponse().status()).isEqualTo(200);
    }

    private void call(String uri, Protocol protocol) {
        peer.send(
                """
                INVITE %s SIP/2.0
                Via: SIP/2.0/%s 198.51.100.66:5060;branch=z9hG4bKcall
                Max-Forwards: 70
                From: <sip:a@pbx.example>;tag=a
                To: <%s>
                Call-ID: call
                CSeq: 1 INVITE
                Contact: <sip:a@198.51.100.66>
                Content-Length: 0

                """
                        .formatted(uri, protocol, uri),
                protocol);
    }

    @Test
    void aPhoneIsCalledAlongItsConnection() throws ConfigErrors {
        start("192.0.2.200");
        register("juliet", Protocol.TLS, "<sip:juliet@10.0.0.7:5061;transport=tls>");
        call("sip:juliet@capulet.example", Protocol.UDP);
        var invite = phone.nextRequest();
        assertThat(invite.topVia()).asString().startsWith("SIP/2.0/TLS ");
        assertThat(invite.values(HeaderName.RECORD_ROUTE))
                .hasSize(2)
                .first()
                .asString()
                .contains(";transport=tls;lr");
    }

    @Test
    void sipsLeadsToPhonesWithTlsOnly() throws ConfigErrors {
        start("192.0.2.200");
        register("juliet", Protocol.UDP, "<sip:juliet@192.0.2.10:5070>");
        register("juliet", Protocol.TLS, "<sips:juliet@192.0.2.10:5061>");
        call("sips:juliet@capulet.example", Protocol.TLS);
        var invite = phone.nextRequest();
        assertThat(invite.uri()).hasToString("sips:juliet@192.0.2.10:5061");
        assertThat(invite.values(HeaderName.RECORD_ROUTE))
                .singleElement()
                .asString()
                .startsWith("<sips:");
        assertThat(phone.unread()).isEmpty();
        assertThat(stage.world.peer("192.0.2.10:5070").unread()).isEmpty();
    }

    @Test
    void sipsEndsWhereNobodyHasTls() throws ConfigErrors {
        start("192.0.2.200");
        register("juliet", Protocol.UDP, "<sip:juliet@192.0.2.10:5070>");
        call("sips:juliet@capulet.example", Protocol.TLS);
        assertThat(peer.nextResponse().status()).isEqualTo(480);
        assertThat(stage.world.peer("192.0.2.10:5070").unread()).isEmpty();
    }

    @Test
    void sipsDoesNotEndAtAPbxWithoutTls() throws ConfigErrors {
        start("192.0.2.200");
        call("sips:15550123@capulet.example", Protocol.TLS);
        assertThat(peer.nextResponse().reason()).isEqualTo("No Secure Way There");
        assertThat(stage.world.peer("192.0.2.200:5060").unread()).isEmpty();
    }

    @Test
    void aPbxMaySpeakTls() throws ConfigErrors {
        start("192.0.2.200;transport=tls");
        var pbx = stage.world.peer("192.0.2.200:5061");
        pbx.acceptTcp();
        call("sips:15550123@capulet.example;transport=tcp;maddr=203.0.113.7", Protocol.TLS);
        var invite = pbx.nextRequest();
        assertThat(invite.uri()).hasToString("sips:15550123@192.0.2.200");
        assertThat(invite.topVia()).asString().startsWith("SIP/2.0/TLS ");
    }

    @Test
    void aPhoneBehindATranslatorIsReachedByTls() throws ConfigErrors {
        start("192.0.2.200");
        register("juliet", Protocol.TLS, "<sip:juliet@10.0.0.7:5061>");
        call("sip:juliet@capulet.example", Protocol.UDP);
        var invite = phone.nextRequest();
        var ok = SipResponse.to(invite, 200);
        ok.tagTo("j");
        ok.append(HeaderName.CONTACT, "<sip:juliet@10.0.0.7:5061>");
        phone.send(ok.toString(), Protocol.TLS);
        assertThat(peer.nextResponse().value(HeaderName.CONTACT))
                .contains("<sip:juliet@192.0.2.10:49152;transport=tls>");
    }
}
