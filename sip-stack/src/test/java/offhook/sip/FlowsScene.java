package offhook.sip;

import java.time.Duration;
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

/** Juliet's phone behind address translation, with two connections, and somebody who calls. */
abstract class FlowsScene {

    static final Pattern TEMPORARY = Pattern.compile("temp-gruu=\"([^\"]+)\"");
    static final String PUBLIC = "sip:juliet@capulet.example;gr=urn:uuid:1";

    final Database database = TestDatabases.sqlite();
    SipStage stage;
    SipPeer first;
    SipPeer second;
    SipPeer caller;
    int cseq;

    @BeforeEach
    void start() throws ConfigErrors {
        start(List.of());
    }

    void start(List<String> settings) throws ConfigErrors {
        stage = new SipStage(settings, database);
        first = stage.world.peer("203.0.113.10:49152");
        second = stage.world.peer("203.0.113.10:49153");
        caller = stage.world.peer("198.51.100.5:5060");
    }

    @AfterEach
    void close() {
        database.close();
    }

    SipResponse register(SipPeer from, String callId, String headers) {
        return register(from, Protocol.TCP, callId, headers);
    }

    SipResponse register(SipPeer from, Protocol protocol, String callId, String headers) {
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

    String registration(Protocol protocol, String callId, String headers) {
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

    static String flow(int regId) {
        return "Supported: path, outbound, gruu\n"
                + "Contact: <sip:juliet@10.0.0.7:5060;transport=tcp;ob>;reg-id=" + regId
                + ";+sip.instance=\"<urn:uuid:1>\"";
    }

    void call(String uri) {
        caller.send(invite(uri, "198.51.100.5:5060", ""));
    }

    String invite(String uri, String contact, String headers) {
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

    static void answer(SipPeer phone, SipRequest request, int status) {
        var response = SipResponse.to(request, status);
        response.tagTo("phone");
        response.append(HeaderName.CONTACT, "<sip:juliet@10.0.0.7:5060;transport=tcp;ob>");
        phone.send(response.toString(), Protocol.TCP);
    }

    SipResponse answered(SipPeer phone, int status) {
        answer(phone, phone.nextRequest(), status);
        return last();
    }

    SipResponse last() {
        stage.world.pass(Duration.ofMillis(100)); // strangers who reach nobody wait so long
        var response = caller.nextResponse();
        return response.status() == 100 ? caller.nextResponse() : response;
    }
}
