package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipResponse;
import offhook.sip.transport.Protocol;
import org.junit.jupiter.api.Test;

/** The flows of a phone: RFC 5626. */
class FlowsTest extends FlowsScene {

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
        assertThat(last().status()).isEqualTo(404);
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

    /** Likewise if it dies while the request is on its way. */
    @Test
    void aFlowThatDiesUnderARequest() {
        register(first, "reg-1", flow(1));
        call("sip:juliet@capulet.example");
        var ok = answered(first, 200);
        first.refuseOnce();
        bye(ok, ok.values(HeaderName.RECORD_ROUTE));
        assertThat(last().status()).isEqualTo(430);
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
}
