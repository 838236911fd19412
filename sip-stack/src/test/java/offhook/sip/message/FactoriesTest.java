package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages made from messages. */
class FactoriesTest {

    private final SipRequest invite = (SipRequest)
            MessageReader.parse(
                    """
            INVITE sip:bob@biloxi.com SIP/2.0\r
            Via: SIP/2.0/UDP pc33.atlanta.com;branch=z9hG4bKkjshdyff\r
            Via: SIP/2.0/UDP far.atlanta.com;branch=z9hG4bKfar\r
            To: Bob <sip:bob@biloxi.com>\r
            From: Alice <sip:alice@atlanta.com>;tag=88sja8x\r
            Max-Forwards: 70\r
            Timestamp: 54\r
            Record-Route: <sip:p2;lr>\r
            Record-Route: <sip:p1;lr>\r
            Route: <sip:r1;lr>\r
            Route: <sip:r2;lr>\r
            Call-ID: 987asjd97y7atg\r
            CSeq: 986759 INVITE\r
            Subject: not for the ACK\r
            Content-Length: 0\r
            \r
            """);

    /** RFC 3261 §17.1.1.3, with its example. */
    @Test
    void ack() {
        var response = SipResponse.to(invite, 486);
        response.tagTo("99sa0xk");
        assertThat(invite.ack(response))
                .hasToString(
                        """
                ACK sip:bob@biloxi.com SIP/2.0\r
                Via: SIP/2.0/UDP pc33.atlanta.com;branch=z9hG4bKkjshdyff\r
                Max-Forwards: 70\r
                From: Alice <sip:alice@atlanta.com>;tag=88sja8x\r
                To: Bob <sip:bob@biloxi.com>;tag=99sa0xk\r
                Call-ID: 987asjd97y7atg\r
                CSeq: 986759 ACK\r
                Route: <sip:r1;lr>\r
                Route: <sip:r2;lr>\r
                Content-Length: 0\r
                \r
                """);
    }

    /** RFC 3261 §9.1, RFC 3326. */
    @Test
    void cancel() {
        assertThat(invite.cancel(List.of(Reason.COMPLETED_ELSEWHERE.toString())))
                .hasToString(
                        """
                CANCEL sip:bob@biloxi.com SIP/2.0\r
                Via: SIP/2.0/UDP pc33.atlanta.com;branch=z9hG4bKkjshdyff\r
                Max-Forwards: 70\r
                From: Alice <sip:alice@atlanta.com>;tag=88sja8x\r
                To: Bob <sip:bob@biloxi.com>\r
                Call-ID: 987asjd97y7atg\r
                CSeq: 986759 CANCEL\r
                Route: <sip:r1;lr>\r
                Route: <sip:r2;lr>\r
                Reason: SIP;cause=200;text="Call completed elsewhere"\r
                Content-Length: 0\r
                \r
                """);
        assertThat(invite.cancel(List.of()).has(HeaderName.REASON)).isFalse();
    }

    /** RFC 3261 §8.2.6. */
    @Test
    void trying() {
        assertThat(SipResponse.to(invite, 100))
                .hasToString(
                        """
                SIP/2.0 100 Trying\r
                Via: SIP/2.0/UDP pc33.atlanta.com;branch=z9hG4bKkjshdyff\r
                Via: SIP/2.0/UDP far.atlanta.com;branch=z9hG4bKfar\r
                From: Alice <sip:alice@atlanta.com>;tag=88sja8x\r
                To: Bob <sip:bob@biloxi.com>\r
                Call-ID: 987asjd97y7atg\r
                CSeq: 986759 INVITE\r
                Timestamp: 54\r
                Content-Length: 0\r
                \r
                """);
    }

    /** RFC 3261 §12.1.1: a response that makes a dialog carries the Record-Route. */
    @Test
    void recordRouteOnlyWhereADialogBegins() {
        assertThat(SipResponse.to(invite, 180).values(HeaderName.RECORD_ROUTE))
                .containsExactly("<sip:p2;lr>", "<sip:p1;lr>");
        assertThat(SipResponse.to(invite, 200).values(HeaderName.RECORD_ROUTE)).hasSize(2);
        assertThat(SipResponse.to(invite, 486).has(HeaderName.RECORD_ROUTE)).isFalse();
        assertThat(SipResponse.to(invite, 100).has(HeaderName.RECORD_ROUTE)).isFalse();
    }

    @Test
    void classes() {
        assertThat(SipResponse.to(invite, 183).isProvisional()).isTrue();
        assertThat(SipResponse.to(invite, 183).isFinal()).isFalse();
        assertThat(SipResponse.to(invite, 299).isSuccess()).isTrue();
        assertThat(SipResponse.to(invite, new SipFailure(503)).reason()).isEqualTo("Service Unavailable");
        assertThat(SipResponse.to(invite, 499).reason()).isEqualTo("Bad Request");
        assertThat(SipResponse.to(invite, 404, "Nobody Here").startLine()).isEqualTo("SIP/2.0 404 Nobody Here");
    }

    @Test
    void aRequestOfOurOwn() {
        var options = new SipRequest(Method.OPTIONS, Uri.parse("sip:pbx.example"));
        options.append(HeaderName.FROM, "<sip:us>;tag=1");
        assertThat(options)
                .hasToString("OPTIONS sip:pbx.example SIP/2.0\r\nFrom: <sip:us>;tag=1\r\nContent-Length: 0\r\n\r\n");
    }
}
