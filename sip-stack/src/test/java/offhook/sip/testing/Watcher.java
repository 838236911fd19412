package offhook.sip.testing;

import java.nio.charset.StandardCharsets;
import offhook.directory.testing.TestPeople;
import offhook.sip.message.HeaderName;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transport.Protocol;

/** Somebody who subscribes, or publishes, in a {@link SipWorld}: answers challenges and NOTIFYs by itself. */
public final class Watcher {

    private static final String DOMAIN = "capulet.example";

    private final SipPeer peer;
    private final String user;
    private String callId;
    private String from;
    private final Protocol protocol;
    private String contact;
    private String to;
    private String target;
    private int cseq;

    /** @param user whose password is {@link TestPeople#password}; that of nobody for a peer or a stranger */
    public Watcher(SipWorld world, String address, String user, Protocol protocol) {
        this.peer = world.peer(address + ":5060");
        this.user = user;
        this.protocol = protocol;
        this.callId = user + '-' + address;
        this.from = "<sip:" + user + '@' + DOMAIN + ">;tag=w";
        this.contact = "<sip:" + user + '@' + address + '>';
    }

    public Watcher(SipWorld world, String address, String user) {
        this(world, address, user, Protocol.UDP);
    }

    public SipPeer peer() {
        return peer;
    }

    public void contact(String other) {
        contact = other;
    }

    /** The answer to a REGISTER of this Contact. */
    public SipResponse register(String... headers) {
        target = "sip:" + DOMAIN;
        to = "<sip:" + user + '@' + DOMAIN + '>';
        return ask("REGISTER", "none", "", headers);
    }

    /** The answer to a SUBSCRIBE that begins something. */
    public SipResponse subscribe(String whom, String event, String... headers) {
        target = "sip:" + whom + '@' + DOMAIN;
        to = '<' + target + '>';
        var response = ask("SUBSCRIBE", event, "", headers);
        if (response.isSuccess()) {
            to = response.to().toString();
            target = response.address(HeaderName.CONTACT)
                    .map(NameAddr::uri)
                    .orElseThrow()
                    .toString();
        }
        return response;
    }

    /** The answer to a further SUBSCRIBE within the dialog. */
    public SipResponse refresh(String event, String... headers) {
        return ask("SUBSCRIBE", event, "", headers);
    }

    /** The answer to a PUBLISH for oneself or another. */
    public SipResponse publish(String whom, String event, String body, String... headers) {
        target = "sip:" + whom + '@' + DOMAIN;
        to = '<' + target + '>';
        return ask("PUBLISH", event, body, headers);
    }

    private SipResponse ask(String method, String event, String body, String... headers) {
        send(method, event, body, headers);
        var response = peer.nextResponse();
        if ((response.status() != 407 && response.status() != 401)
                || !TestPeople.ofVerona().login(user).isPresent()) {
            return response;
        }
        var answer = DigestClient.of(response, user, TestPeople.password(user)).authorization(method, target);
        var more = new String[headers.length + 1];
        System.arraycopy(headers, 0, more, 0, headers.length);
        more[headers.length] = (response.status() == 401 ? "Authorization: " : "Proxy-Authorization: ") + answer;
        send(method, event, body, more);
        return peer.nextResponse();
    }

    /** Somebody else, at another place, who knows all of the dialog that is to be known. */
    public Watcher as(SipWorld world, String address, String other) {
        var forger = new Watcher(world, address, other);
        forger.callId = callId;
        forger.from = from;
        forger.to = to;
        forger.target = target;
        forger.cseq = cseq;
        return forger;
    }

    private void send(String method, String event, String body, String... headers) {
        cseq++;
        var text = new StringBuilder(method + ' ' + target + " SIP/2.0\n")
                .append("Via: SIP/2.0/" + protocol + ' ' + peer + ";branch=z9hG4bK" + callId + cseq + '\n')
                .append("Max-Forwards: 70\n")
                .append("From: " + from + '\n')
                .append("To: " + to + '\n')
                .append("Call-ID: " + callId + '\n')
                .append("CSeq: " + cseq + ' ' + method + '\n')
                .append("Contact: " + contact + '\n')
                .append("Event: " + event + '\n');
        for (var header : headers) {
            text.append(header).append('\n');
        }
        text.append("Content-Length: " + body.length() + "\n\n").append(body);
        peer.send(text.toString(), protocol);
    }

    /** The next NOTIFY, which is answered. */
    public SipRequest notified() {
        return notified(200);
    }

    public SipRequest notified(int status) {
        var notify = peer.nextRequest();
        var response = SipResponse.to(notify, status);
        peer.send(response.toString(), protocol);
        return notify;
    }

    /** What it says. */
    public static String body(SipRequest notify) {
        return new String(notify.body(), StandardCharsets.UTF_8);
    }
}
