package offhook.sip.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.sip.message.HeaderName;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.AgentWorld;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;

/** Somebody who calls us, and what we hear of it. */
final class CallerUnderTest implements SessionListener {

    static final String OFFER = "v=0\r\no=romeo 1 1 IN IP4 192.0.2.1\r\n";
    static final String OURS = "v=0\r\no=offhook 1 1 IN IP4 192.0.2.100\r\n";

    final SipWorld world = new SipWorld();
    final AgentWorld ours = new AgentWorld(world, new Zone());
    final SipPeer romeo = world.peer("192.0.2.1:5060");
    final List<String> heard = new ArrayList<>();
    IncomingCall call;
    Session session;
    boolean usable = true;
    private SipResponse ok;
    private int number = 1;
    private int branch;

    /** @param answers whether we do so at once */
    CallerUnderTest(boolean answers) {
        ours.answers((transaction, invite) -> {
            call = new IncomingCall(ours.agent(), transaction, invite, false);
            if (answers) {
                session = call.answer(OURS, this);
            } else {
                call.await(() -> heard.add("cancelled"));
            }
        });
    }

    void invites(String body, String... headers) {
        send("INVITE", number, "", body, headers);
    }

    private void send(String method, int cseq, String toTag, String body, String... headers) {
        var text = new StringBuilder(method + " sip:vm@capulet.example SIP/2.0\r\n");
        text.append("Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-")
                .append(method.equals("CANCEL") ? branch : ++branch)
                .append(
                        "\r\nMax-Forwards: 70\r\nFrom: <sip:romeo@montague.example>;tag=r\r\nTo: <sip:vm@capulet.example>")
                .append(toTag)
                .append("\r\nCall-ID: balcony\r\nCSeq: " + cseq + " " + method + "\r\n")
                .append("Contact: <sip:romeo@192.0.2.1>\r\n");
        List.of(headers).forEach(header -> text.append(header).append("\r\n"));
        if (!body.isEmpty() && text.indexOf("Content-Type") < 0) {
            text.append("Content-Type: application/sdp\r\n");
        }
        text.append("Content-Length: " + body.length() + "\r\n\r\n").append(body);
        romeo.send(text.toString());
    }

    /** The 200 to the INVITE. */
    SipResponse answered() {
        ok = romeo.nextResponse();
        return ok;
    }

    void acknowledges(String body) {
        send("ACK", number, tag(), body);
    }

    void cancels() {
        send("CANCEL", number, "", "");
    }

    void says(String method, String body, String... headers) {
        send(method, ++number, tag(), body, headers);
    }

    private String tag() {
        return ";tag=" + ok.to().tag().orElseThrow();
    }

    /** An INVITE that is answered and acknowledged. */
    CallerUnderTest talks(String... headers) {
        invites(OFFER, headers);
        answered();
        acknowledges("");
        return this;
    }

    SipRequest hears() {
        return romeo.nextRequest();
    }

    void accepts(SipRequest request, String... headers) {
        var response = SipResponse.to(request, 200);
        for (var header : headers) {
            var pair = header.split(": ", 2);
            response.append(HeaderName.of(pair[0]), pair[1]);
        }
        romeo.send(response);
        world.time().run();
    }

    NameAddr contact() {
        return ok.address(HeaderName.CONTACT).orElseThrow();
    }

    @Override
    public Optional<String> offered(String description) {
        heard.add("offered");
        return usable ? Optional.of(OURS) : Optional.empty();
    }

    @Override
    public String offer() {
        return OURS;
    }

    @Override
    public boolean answered(String description) {
        heard.add("answered");
        return usable;
    }

    @Override
    public void digit(char digit) {
        heard.add("digit " + digit);
    }

    @Override
    public void ended(Ending why) {
        heard.add(why.name());
    }
}
