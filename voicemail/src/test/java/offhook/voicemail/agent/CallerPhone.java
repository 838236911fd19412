package offhook.voicemail.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import offhook.sip.message.SipResponse;

/** A phone that calls, at the peer of a {@link VoicemailWorld}. */
final class CallerPhone {

    private final VoicemailWorld world;
    private final String from;
    private final String to;
    private String tag;
    private int branch;

    /** @param to an address, and likewise from, without its scheme */
    CallerPhone(VoicemailWorld world, String from, String to) {
        this.world = world;
        this.from = from;
        this.to = to;
    }

    void sends(String method, int number, String callId, String body) {
        var toTag = number == 1 && method.equals("INVITE") ? "" : ";tag=" + tag;
        var type = body.isEmpty() ? "" : "Content-Type: application/sdp\n";
        world.romeo.send(
                """
                %s sip:%s SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK%s
                From: <sip:%s>;tag=r
                To: <sip:%s>%s
                Call-ID: %s
                CSeq: %d %s
                Contact: <sip:romeo@192.0.2.1>
                %sContent-Length: %d

                %s"""
                        .formatted(
                                method,
                                to,
                                Integer.toHexString(from.hashCode()) + ++branch,
                                from,
                                to,
                                toTag,
                                callId,
                                number,
                                method,
                                type,
                                body.length(),
                                body));
    }

    /** The final response. */
    SipResponse calls(String callId) {
        sends("INVITE", 1, callId, FakeLine.SDP);
        if (world.romeo.unread().isEmpty()) {
            world.sip.pass(Duration.ofMillis(100)); // strangers wait so long for a 404, whoever is here
        }
        var response = world.romeo.nextResponse();
        if (response.isSuccess()) {
            talksTo(response);
            sends("ACK", 1, callId, "");
        }
        return response;
    }

    /** Who has answered. */
    void talksTo(SipResponse answer) {
        tag = answer.to().tag().orElseThrow();
    }

    String tag() {
        return tag;
    }

    void hangsUp(String callId) {
        sends("BYE", 2, callId, "");
        assertThat(world.romeo.nextResponse().status()).isEqualTo(200);
        world.time.run();
    }

    void weHangUp() {
        world.time.run();
        var bye = world.romeo.nextRequest();
        assertThat(bye.startLine()).isEqualTo("BYE sip:romeo@192.0.2.1 SIP/2.0");
        world.romeo.send(SipResponse.to(bye, 200));
        world.time.run();
    }
}
