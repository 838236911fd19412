package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.DigestClient;
import offhook.sip.testing.SipPeer;
import offhook.sip.transport.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A browser, which knows no address of its own and can only be reached by its WebSocket: RFC 7118 §5. */
class BrowserCallTest {

    private static final String CONTACT = "<sip:juliet@df7jal23ls0d.invalid;transport=ws>";

    private final Database database = TestDatabases.sqlite();
    private SipStage stage;
    private SipPeer browser;
    private SipPeer phone;

    @BeforeEach
    void start() throws ConfigErrors {
        stage = new SipStage(List.of(), database);
        browser = stage.world.peer("192.0.2.10:49152");
        phone = stage.world.peer("203.0.113.5:5060");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static String request(String method, String uri, String head) {
        return """
                %s %s SIP/2.0
                Max-Forwards: 70
                %sContent-Length: 0

                """
                .formatted(method, uri, head);
    }

    private void register() {
        var head =
                """
                Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK%s
                From: <sip:juliet@capulet.example>;tag=j
                To: <sip:juliet@capulet.example>
                Call-ID: %s
                CSeq: 1 REGISTER
                Contact: %s
                """
                        .formatted(browser.address().getPort(), browser, CONTACT);
        browser.send(request("REGISTER", "sip:capulet.example", head), Protocol.WSS);
        var answer = DigestClient.of(browser.nextResponse(), "juliet", TestPeople.password("juliet"))
                .authorization("REGISTER", "sip:capulet.example");
        browser.send(
                request("REGISTER", "sip:capulet.example", head + "Authorization: " + answer + "\n"), Protocol.WSS);
        assertThat(browser.nextResponse().status()).isEqualTo(200);
    }

    private static String fromPhone(String method, String uri, String to, List<String> routes) {
        return request(
                method,
                uri,
                """
                Via: SIP/2.0/UDP 203.0.113.5:5060;branch=z9hG4bK%s
                From: <sip:tybalt@stranger.example>;tag=t
                To: %s
                Call-ID: call
                CSeq: 1 %s
                Contact: <sip:tybalt@203.0.113.5:5060>
                %s"""
                        .formatted(
                                method,
                                to,
                                method,
                                routes.stream()
                                        .map(route -> "Route: " + route + "\n")
                                        .reduce("", String::concat)));
    }

    private static SipResponse ok(SipRequest request, String contact) {
        var ok = SipResponse.to(request, 200);
        ok.tagTo("other");
        ok.append(HeaderName.CONTACT, contact);
        return ok;
    }

    @Test
    void itIsCalledByTheNameItRegistered() {
        register();
        phone.send(fromPhone("INVITE", "sip:juliet@capulet.example", "<sip:juliet@capulet.example>", List.of()));
        var invite = browser.nextRequest();
        assertThat(invite.uri()).hasToString("sip:juliet@df7jal23ls0d.invalid;transport=ws");
        assertThat(invite.topVia()).asString().startsWith("SIP/2.0/WSS ");
        assertThat(invite.values(HeaderName.RECORD_ROUTE))
                .hasSize(2)
                .first()
                .asString()
                .contains(";transport=ws;lr");
        browser.send(ok(invite, CONTACT).toString(), Protocol.WSS);
        var ok = phone.nextResponse();
        var target = ok.address(HeaderName.CONTACT).orElseThrow().uri().toString();
        var routes = new ArrayList<>(ok.values(HeaderName.RECORD_ROUTE));
        Collections.reverse(routes);

        // It has come back by another connection when the call ends.
        browser.hangUp();
        browser = stage.world.peer("192.0.2.10:49999");
        register();
        phone.send(fromPhone("BYE", target, ok.to().toString(), routes));
        assertThat(browser.nextRequest().method()).hasToString("BYE");
    }

    /** Nobody knows it: it is reached by the address of its connection. */
    @Test
    void aStrangersBrowserIsReachedWhileItIsConnected() {
        var romeo = stage.world.peer("192.0.2.20:5060");
        registered(romeo);
        browser.send(
                request(
                        "INVITE",
                        "sip:romeo@capulet.example",
                        """
                        Via: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bKcall
                        From: <sip:guest@anonymous.invalid>;tag=g
                        To: <sip:romeo@capulet.example>
                        Call-ID: call
                        CSeq: 1 INVITE
                        Contact: <sip:guest@df7jal23ls0d.invalid;transport=ws>
                        """),
                Protocol.WS);
        var invite = romeo.nextRequest();
        assertThat(invite.value(HeaderName.CONTACT)).contains("<sip:guest@192.0.2.10:49152;transport=ws>");
        romeo.send(ok(invite, "<sip:romeo@192.0.2.20:5060>"));
        assertThat(browser.nextResponse().status()).isEqualTo(200);
        romeo.send(request(
                "BYE",
                "sip:guest@192.0.2.10:49152;transport=ws",
                """
                        Via: SIP/2.0/UDP 192.0.2.20:5060;branch=z9hG4bKbye
                        From: <sip:romeo@capulet.example>;tag=other
                        To: <sip:guest@anonymous.invalid>;tag=g
                        Call-ID: call
                        CSeq: 1 BYE
                        Route: %s
                        Route: %s
                        """
                        .formatted(
                                invite.values(HeaderName.RECORD_ROUTE).get(0),
                                invite.values(HeaderName.RECORD_ROUTE).get(1))));
        assertThat(browser.nextRequest().method()).hasToString("BYE");
    }

    private void registered(SipPeer romeo) {
        var head =
                """
                Via: SIP/2.0/UDP 192.0.2.20:5060;branch=z9hG4bKromeo
                From: <sip:romeo@capulet.example>;tag=r
                To: <sip:romeo@capulet.example>
                Call-ID: romeo
                CSeq: 1 REGISTER
                Contact: <sip:romeo@192.0.2.20:5060>
                """;
        romeo.send(request("REGISTER", "sip:capulet.example", head));
        var answer = DigestClient.of(romeo.nextResponse(), "romeo", TestPeople.password("romeo"))
                .authorization("REGISTER", "sip:capulet.example");
        romeo.send(request("REGISTER", "sip:capulet.example", head + "Authorization: " + answer + "\n"));
        assertThat(romeo.nextResponse().status()).isEqualTo(200);
    }

    @Test
    void aBrowserThatHasGoneIsNotThere() {
        register();
        browser.hangUp();
        phone.send(fromPhone("INVITE", "sip:juliet@capulet.example", "<sip:juliet@capulet.example>", List.of()));
        assertThat(phone.nextResponse().status()).isEqualTo(500);
    }
}
