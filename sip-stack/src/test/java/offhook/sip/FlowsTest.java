package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
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

/** Phones that can be reached by the flows they open only (RFC 5626), and addresses of devices (RFC 5627). */
class FlowsTest {

    private static final Pattern TEMPORARY = Pattern.compile("temp-gruu=\"([^\"]+)\"");
    private static final String PUBLIC = "sip:juliet@capulet.example;gr=urn:uuid:1";

    private final Database database = TestDatabases.sqlite();
    private SipStage stage;
    private SipPeer first;
    private SipPeer second;
    private SipPeer caller;
    private int cseq;

    @BeforeEach
    void start() throws ConfigErrors {
        stage = new SipStage(List.of(), database);
        first = stage.world.peer("203.0.113.10:49152");
        second = stage.world.peer("203.0.113.10:49153");
        caller = stage.world.peer("198.51.100.5:5060");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private SipResponse register(SipPeer from, String callId, String headers) {
        return register(from, Protocol.TCP, callId, headers);
    }

    private SipResponse register(SipPeer from, Protocol protocol, String callId, String headers) {
        from.send(registration(protocol, callId, headers), protocol);
        var challenge = from.nextResponse();
        if (challenge.status() != 401) {
            return challenge;
        }
        var answer = DigestClient.of(challenge, "juliet", TestPeople.password("juliet"))
                .authorization("REGISTER", "sip:capulet.example");
        from.send(registration(protocol, callId, "Authorization: " + answer + "\n" + headers), protocol);
        return from.nextResponse();
    }

    private String registration(Protocol protocol, String callId, String headers) {
        cseq++;
        return """
                REGISTER sip:capulet.example SIP/2.0
                Via: SIP/2.0/%s 10.0.0.7:5060;rport;branch=z9hG4bK%d
                From: <sip:juliet@capulet.example>;tag=j
                To: <sip:juliet@capulet.example>
                Call-ID: %s
                CSeq: %d REGISTER
                %s
                Content-Length: 0

                """
                .formatted(protocol, cseq, callId, cseq, headers);
    }

    private static String flow(int regId) {
        return "Supported: path, outbound, gruu\n"
                + "Contact: <sip:juliet@10.0.0.7:5060;transport=tcp;ob>;reg-id=" + regId
                + ";+sip.instance=\"<urn:uuid:1>\"";
    }

    private void call(String uri) {
        caller.send(invite(uri, "198.51.100.5:5060", ""));
    }

    private String invite(String uri, String contact, String headers) {
        cseq++;
        return """
                INVITE %s SIP/2.0
                Via: SIP/2.0/UDP 198.51.100.5:5060;branch=z9hG4bK%d
                From: <sip:tybalt@stranger.example>;tag=t%d
                To: <%s>
                Call-ID: call-%d
                CSeq: %d INVITE
                Max-Forwards: 70
                Contact: <sip:tybalt@%s>
                %sContent-Length: 0

                """
                .formatted(uri, cseq, cseq, uri, cseq, cseq, contact, headers);
    }

    private static void answer(SipPeer phone, SipRequest request, int status) {
        var response = SipResponse.to(request, status);
        response.tagTo("phone");
        response.append(HeaderName.CONTACT, "<sip:juliet@10.0.0.7:5060;transport=tcp;ob>");
        phone.send(response.toString(), Protocol.TCP);
    }

    private SipResponse answered(SipPeer phone, int status) {
        answer(phone, phone.nextRequest(), status);
        return last();
    }

    private SipResponse last() {
        var response = caller.nextResponse();
        return response.status() == 100 ? caller.nextResponse() : response;
    }

    /** RFC 5626 §6. */
    @Test
    void aFlowIsConfirmed() {
        var ok = register(first, "reg-1", flow(1));
        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.value(HeaderName.REQUIRE)).contains("outbound");
        assertThat(ok.value(HeaderName.FLOW_TIMER)).contains("120");
        var plain = register(second, "reg-2", "Contact: <sip:juliet@10.0.0.8>");
        assertThat(plain.has(HeaderName.REQUIRE)).isFalse();
        assertThat(plain.values(HeaderName.CONTACT)).hasSize(2);
    }

    @Test
    void aFlowThatComesAgainTakesThePlace() {
        register(first, "reg-1", flow(1));
        assertThat(register(second, "reg-2", flow(1)).values(HeaderName.CONTACT))
                .hasSize(1);
        assertThat(register(first, "reg-3", flow(2)).values(HeaderName.CONTACT)).hasSize(2);
    }

    @Test
    void whatIsNoFlowIsSaid() {
        var two = flow(1) + ", <sip:juliet@10.0.0.9>";
        assertThat(register(first, "reg", two).status()).isEqualTo(400);
        assertThat(register(first, "reg", flow(0)).reason()).isEqualTo("Bad Contact: reg-id");
        assertThat(register(first, "reg", flow(1).replace("<urn:uuid:1>", "urn"))
                        .reason())
                .isEqualTo("Bad Contact: +sip.instance");
        // "one with a reg-id but no instance-id is not valid … it simply ignores the reg-id"
        assertThat(register(first, "reg", "Supported: outbound\nContact: <sip:juliet@10.0.0.7>;reg-id=1")
                        .has(HeaderName.REQUIRE))
                .isFalse();
    }

    /** §6: the first proxy on the way has to play its part. */
    @Test
    void aFirstHopThatKnowsNothingOfFlows() {
        var proxied = "Via: SIP/2.0/TCP 10.0.0.1;branch=z9hG4bKfirst\n";
        assertThat(register(first, "reg", proxied + flow(1)).status()).isEqualTo(439);
        assertThat(register(first, "reg", proxied + flow(1) + "\nPath: <sip:edge@203.0.113.10;lr>")
                        .status())
                .isEqualTo(439);
        var ok = register(first, "reg", proxied + flow(1) + "\nPath: <sip:edge@203.0.113.10;lr;ob>");
        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.value(HeaderName.REQUIRE)).contains("outbound");
        var ignored = register(first, "reg-2", proxied + flow(7).replace("outbound, ", ""));
        assertThat(ignored.status()).isEqualTo(200);
        assertThat(ignored.has(HeaderName.REQUIRE)).isFalse();
    }

    /** RFC 3327 §5.3. */
    @Test
    void aPathThatThePhoneKnowsNothingOf() {
        var refused = register(first, "reg", "Contact: <sip:juliet@10.0.0.7>\nPath: <sip:edge@203.0.113.10;lr>");
        assertThat(refused.status()).isEqualTo(420);
        assertThat(refused.value(HeaderName.UNSUPPORTED)).contains("path");
    }

    /** RFC 5626 §7: one flow of a device at a time, and the next one when it is gone. */
    @Test
    void theOtherFlowIsTakenWhenOneIsGone() {
        register(first, "reg-1", flow(1));
        stage.world.time().passSeconds(1);
        register(second, "reg-2", flow(2));
        call("sip:juliet@capulet.example");
        assertThat(answered(second, 486).status()).isEqualTo(486);
        assertThat(first.unread()).isEmpty();
        second.clear();
        second.hangUp();
        call("sip:juliet@capulet.example");
        assertThat(answered(first, 486).status()).isEqualTo(486);
        first.hangUp();
        call("sip:juliet@capulet.example");
        assertThat(last().status()).isEqualTo(480);
    }

    @Test
    void aFlowThatBreaksUnderTheCallIsReplaced() {
        register(first, "reg-1", flow(1));
        stage.world.time().passSeconds(1);
        register(second, "reg-2", flow(2));
        second.refuseOnce();
        call("sip:juliet@capulet.example");
        assertThat(answered(first, 603).status()).isEqualTo(603);
    }

    /** "If a request for a particular AOR and instance-id fails with a 430". */
    @Test
    void anEdgeThatHasLostTheFlow() {
        var proxied = "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKfirst\n";
        var edges = List.of(stage.world.peer("192.0.2.50:5060"), stage.world.peer("192.0.2.51:5060"));
        for (int i = 0; i < 2; i++) {
            var path = "\nPath: <sip:flow" + i + "@192.0.2.5" + i + ";lr;ob>";
            assertThat(register(edges.get(i), Protocol.UDP, "reg-" + i, proxied + flow(i + 1) + path)
                            .status())
                    .isEqualTo(200);
            stage.world.time().passSeconds(1);
        }
        call("sip:juliet@capulet.example");
        var invite = edges.get(1).nextRequest();
        assertThat(invite.value(HeaderName.ROUTE)).contains("<sip:flow1@192.0.2.51;lr;ob>");
        edges.get(1).answer(invite, 430, "edge");
        assertThat(edges.get(0).nextRequest().value(HeaderName.ROUTE)).contains("<sip:flow0@192.0.2.50;lr;ob>");
    }

    /** §5.3.1: a request of the dialog goes by the flow, and if that is gone, nowhere. */
    @Test
    void aDialogStaysOnTheFlow() {
        register(first, "reg-1", flow(1));
        call("sip:juliet@capulet.example");
        var ok = answered(first, 200);
        var routes = ok.values(HeaderName.RECORD_ROUTE);
        assertThat(routes).hasSize(2);
        assertThat(routes.get(0)).matches("<sip:[\\w-]+@.*");
        bye(ok, routes);
        assertThat(first.nextRequest().startLine()).isEqualTo("BYE sip:juliet@10.0.0.7:5060;transport=tcp;ob SIP/2.0");
        first.hangUp();
        bye(ok, routes);
        assertThat(last().status()).isEqualTo(430);
        // Another token, or the same one in another call, means nothing.
        bye(
                ok,
                routes.stream()
                        .map(route -> route.replaceFirst("sip:[\\w-]", "sip:x"))
                        .toList());
        assertThat(last().status()).isNotEqualTo(430);
    }

    private void bye(SipResponse ok, List<String> recordRoute) {
        var routes = new ArrayList<>(recordRoute);
        Collections.reverse(routes);
        cseq++;
        caller.send(
                """
                BYE sip:juliet@10.0.0.7:5060;transport=tcp;ob SIP/2.0
                Via: SIP/2.0/UDP 198.51.100.5:5060;branch=z9hG4bK%d
                From: %s
                To: %s
                Call-ID: %s
                CSeq: %d BYE
                Route: %s
                Content-Length: 0

                """
                        .formatted(cseq, ok.from(), ok.to(), ok.callId(), cseq, String.join(", ", routes)));
    }

    /** §5.3.2: the same for a phone that calls. */
    @Test
    void theCallersFlowIsNamedToo() {
        register(first, "reg-1", flow(1));
        var phone = stage.world.peer("203.0.113.77:50000");
        phone.send(
                invite("sip:juliet@capulet.example", "10.9.9.9:5060;transport=tcp;ob", "")
                        .replace("SIP/2.0/UDP", "SIP/2.0/TCP"),
                Protocol.TCP);
        var invite = first.nextRequest();
        assertThat(invite.values(HeaderName.RECORD_ROUTE))
                .hasSize(2)
                .allMatch(route -> route.matches("<sip:[\\w-]+@.*"));
        answer(first, invite, 200);
        phone.clear();
        cseq++;
        first.send(
                """
                BYE sip:tybalt@10.9.9.9:5060;transport=tcp;ob SIP/2.0
                Via: SIP/2.0/TCP 10.0.0.7:5060;branch=z9hG4bK%d
                From: %s;tag=phone
                To: %s
                Call-ID: %s
                CSeq: %d BYE
                Route: %s
                Content-Length: 0

                """
                        .formatted(
                                cseq,
                                invite.to(),
                                invite.from(),
                                invite.callId(),
                                cseq,
                                String.join(", ", invite.values(HeaderName.RECORD_ROUTE))),
                Protocol.TCP);
        assertThat(phone.nextRequest().method().name()).isEqualTo("BYE");
    }

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

    private static String temporary(SipResponse ok) {
        var found = TEMPORARY.matcher(ok.value(HeaderName.CONTACT).orElseThrow());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** §5.3, §6.1. */
    @Test
    void addressesOfDevicesThatAreNotThere() {
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
}
