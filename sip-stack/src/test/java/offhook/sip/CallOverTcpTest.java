package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import offhook.sip.testing.DigestClient;
import offhook.sip.testing.SipPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone that keeps a TCP connection is called along it, by somebody who speaks UDP. RFC 3261 §18, RFC 5658 §5. */
class CallOverTcpTest {

    private final Database database = TestDatabases.sqlite();
    private SipStage stage;
    private SipPeer phone;
    private SipPeer caller;

    @BeforeEach
    void start() throws ConfigErrors {
        stage = new SipStage(List.of(), database);
        // Where it listens, if it did: it can only be reached by the connection it has made.
        phone = stage.world.peer("192.0.2.10:49152");
        caller = stage.world.peer("203.0.113.5:5060");
        phone.sendTcp(register(""));
        var answer = DigestClient.of(phone.nextResponse(), "juliet", TestPeople.password("juliet"))
                .authorization("REGISTER", "sip:capulet.example");
        phone.sendTcp(register("Authorization: " + answer + "\n"));
        assertThat(phone.nextResponse().status()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static String register(String authorization) {
        return """
                REGISTER sip:capulet.example SIP/2.0
                Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKreg%d
                From: <sip:juliet@capulet.example>;tag=j
                To: <sip:juliet@capulet.example>
                Call-ID: reg
                CSeq: %d REGISTER
                Contact: <sip:juliet@192.0.2.10:5060;transport=tcp>
                %sContent-Length: 0

                """
                .formatted(authorization.length(), authorization.isEmpty() ? 1 : 2, authorization);
    }

    private static String request(String method, String uri, String to, int cseq, List<String> routes) {
        return """
                %s %s SIP/2.0
                Via: SIP/2.0/UDP 203.0.113.5:5060;branch=z9hG4bK%s%d
                Max-Forwards: 70
                From: <sip:tybalt@stranger.example>;tag=t
                To: %s
                Call-ID: call
                CSeq: %d %s
                Contact: <sip:tybalt@203.0.113.5:5060>
                %sContent-Length: 0

                """
                .formatted(
                        method,
                        uri,
                        method,
                        cseq,
                        to,
                        cseq,
                        method,
                        routes.stream().map(route -> "Route: " + route + "\n").reduce("", String::concat));
    }

    private SipResponse answered(SipRequest invite) {
        var ok = SipResponse.to(invite, 200);
        ok.tagTo("j");
        ok.append(HeaderName.CONTACT, "<sip:juliet@192.0.2.10:5060;transport=tcp>");
        phone.sendTcp(ok.toString());
        return caller.nextResponse();
    }

    @Test
    void theWholeCallGoesAlongTheConnection() {
        caller.send(request("INVITE", "sip:juliet@capulet.example", "<sip:juliet@capulet.example>", 1, List.of()));
        var invite = phone.nextRequest();
        assertThat(invite.topVia()).asString().startsWith("SIP/2.0/TCP ");
        var paths = invite.values(HeaderName.RECORD_ROUTE);
        assertThat(paths).hasSize(2);
        assertThat(paths.get(0)).contains(";transport=tcp");
        assertThat(paths.get(1)).doesNotContain("transport");
        var ok = answered(invite);
        assertThat(ok.status()).isEqualTo(200);

        // What the caller sends comes by UDP and leaves by the connection.
        var routes = ok.values(HeaderName.RECORD_ROUTE);
        var target = ok.address(HeaderName.CONTACT).orElseThrow().uri().toString();
        var outwards = List.of(routes.get(1), routes.get(0));
        caller.send(request("ACK", target, ok.to().toString(), 1, outwards));
        assertThat(phone.nextRequest().values(HeaderName.ROUTE)).isEmpty();
        caller.send(request("BYE", target, ok.to().toString(), 2, outwards));
        var bye = phone.nextRequest();
        assertThat(bye.topVia()).asString().startsWith("SIP/2.0/TCP ");
        phone.sendTcp(SipResponse.to(bye, 200).toString());
        assertThat(caller.nextResponse().status()).isEqualTo(200);
    }

    /** Or what others send there would come to whoever registers their address. */
    @Test
    void onlyWhoIsThereIsReachedByTheirConnection() {
        var phones = stage.core().bindings().phones();
        assertThat(phones.connection(Uri.parse("sip:juliet@192.0.2.10:5060;transport=tcp")))
                .isPresent();
        var elsewhere = register("").replace("<sip:juliet@192.0.2.10:5060;", "<sip:juliet@203.0.113.5:5060;");
        phone.sendTcp(elsewhere.replace("CSeq: 1", "CSeq: 3").replace("reg0", "reg3"));
        var answer = DigestClient.of(phone.nextResponse(), "juliet", TestPeople.password("juliet"))
                .authorization("REGISTER", "sip:capulet.example");
        phone.sendTcp(elsewhere
                .replace("CSeq: 1", "CSeq: 4")
                .replace("reg0", "reg4")
                .replace("Content-Length", "Authorization: " + answer + "\nContent-Length"));
        assertThat(phone.nextResponse().values(HeaderName.CONTACT)).hasSize(2);
        assertThat(phones.connection(Uri.parse("sip:juliet@203.0.113.5:5060;transport=tcp")))
                .isEmpty();
    }

    @Test
    void aPhoneThatHasHungUpItsConnectionIsNotCalled() {
        phone.hangUp();
        caller.send(request("INVITE", "sip:juliet@capulet.example", "<sip:juliet@capulet.example>", 1, List.of()));
        assertThat(caller.nextResponse().status()).isEqualTo(500);
        assertThat(phone.unread()).isEmpty();
    }
}
