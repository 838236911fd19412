package offhook.demo.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import offhook.demo.Conditions;
import offhook.demo.StepFailed;

/** A desk phone: one account, one call at a time. It is used by one thread. */
public final class Phone implements AutoCloseable {

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 40000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";

    /** No greeting is longer. */
    private static final Duration GREETING = Duration.ofSeconds(30);

    private final String user;
    private final String domain;
    private final String name;
    private final DigestAnswer digest;
    private final Conditions conditions;
    private final Wire wire;
    private final BlockingQueue<SipText> received = new LinkedBlockingQueue<>(1000);
    private String contactParams = "";
    private int sequence;

    /** A phone that uses UDP. */
    public Phone(
            String user, String name, String domain, String password, InetSocketAddress server, Conditions conditions)
            throws IOException {
        this(user, name, domain, password, new UdpWire(server), conditions);
    }

    public Phone(String user, String name, String domain, String password, Wire wire, Conditions conditions) {
        this.user = user;
        this.name = name;
        this.domain = domain;
        this.digest = new DigestAnswer(user, password);
        this.conditions = conditions;
        this.wire = wire;
        var reader = new Thread(this::read, "phone-" + user);
        reader.setDaemon(true);
        reader.start();
    }

    /** Registers; returns the server's 200. */
    public SipText register() {
        return register("");
    }

    /**
     * Registers; returns the server's 200.
     *
     * @param params of the Contact, each behind a semicolon
     */
    public SipText register(String params) {
        contactParams = params;
        String uri = "sip:" + domain;
        SipText register = registration(uri, UUID.randomUUID().toString());
        send(register);
        SipText answer = finalAnswer("REGISTER");
        if (answer.status() == 401) {
            send(registration(uri, register.first("Call-ID"))
                    .add("Authorization", digest.to(answer.all("WWW-Authenticate"), "REGISTER", uri)));
            answer = finalAnswer("REGISTER");
        }
        return expect(answer, 200);
    }

    private SipText registration(String uri, String callId) {
        return request("REGISTER", uri, callId, aor(), aor())
                .add("Supported", "path, outbound")
                .add("Expires", "600");
    }

    /** Calls somebody of the same domain; returns the INVITE that the server took. */
    public SipText call(String callee) {
        String uri = "sip:" + callee + "@" + domain;
        String from = "\"" + name + "\" <" + aor() + ">";
        SipText invite =
                request("INVITE", uri, UUID.randomUUID().toString(), from, uri).sdp(SDP);
        send(invite);
        SipText answer = next("an answer to INVITE", m -> m.cseqMethod().equals("INVITE") && m.status() != 0);
        if (answer.status() == 407) {
            send(ackOf(invite, answer));
            invite = request("INVITE", uri, invite.first("Call-ID"), from, uri)
                    .add("Proxy-Authorization", digest.to(answer.all("Proxy-Authenticate"), "INVITE", uri))
                    .sdp(SDP);
            send(invite);
        }
        return invite;
    }

    /** Waits until the other side rings. */
    public SipText hearsRinging() {
        return next("180 Ringing", m -> m.cseqMethod().equals("INVITE") && m.status() == 180);
    }

    /** Waits until the call is answered and acknowledges it; returns the 200. */
    public SipText answered() {
        SipText ok = expect(finalAnswer("INVITE"), 200);
        send(inDialog("ACK", ok));
        return ok;
    }

    /** Hears what is said to whoever wants to leave a message, and speaks for a while. */
    public void leavesMessage(SipText ok, Duration length) throws IOException {
        try (var voice = new Voice(ok.body())) {
            voice.listen(GREETING);
            voice.speak(length);
        }
    }

    /** Waits for its lamp; returns what the server says of it (RFC 3842). */
    public SipText lamp(String waiting) {
        return next("its lamp", m -> m.method().equals("NOTIFY") && m.body().contains("Messages-Waiting: " + waiting));
    }

    /** Hangs up the call that this 200 answered. */
    public void hangUp(SipText ok) {
        send(inDialog("BYE", ok));
    }

    /** Waits until the other side knows that we hung up. */
    public SipText hasHungUp() {
        return expect(hungUpAnswer(), 200);
    }

    /** Waits for whatever is answered to our hanging up. */
    public SipText hungUpAnswer() {
        return finalAnswer("BYE");
    }

    /** Gives up while it rings, RFC 3261 §9. */
    public void giveUp(SipText invite) {
        var cancel = new SipText(invite.startLine().replaceFirst("INVITE", "CANCEL"))
                .add("Via", invite.first("Via"))
                .add("Max-Forwards", "70")
                .copy("From", invite)
                .copy("To", invite)
                .copy("Call-ID", invite)
                .add("CSeq", invite.first("CSeq").replace("INVITE", "CANCEL"));
        send(cancel);
        expect(finalAnswer("CANCEL"), 200);
    }

    /** Waits for the 487 that ends the call which was given up. */
    public SipText hasGivenUp(SipText invite) {
        SipText ended = expect(finalAnswer("INVITE"), 487);
        send(ackOf(invite, ended));
        return ended;
    }

    /** Waits for a call and rings; returns the INVITE. */
    public SipText ring() {
        SipText invite = next("a call", m -> m.method().equals("INVITE"));
        send(reply(invite, "180 Ringing"));
        return invite;
    }

    /** Picks up. */
    public void pickUp(SipText invite) {
        send(reply(invite, "200 OK").sdp(SDP));
    }

    /** Waits for the caller's ACK. */
    public SipText isConnected() {
        return next("ACK", m -> m.method().equals("ACK"));
    }

    /** Waits for the other side to hang up. */
    public SipText hungUp() {
        SipText bye = next("BYE", m -> m.method().equals("BYE"));
        send(reply(bye, "200 OK"));
        return bye;
    }

    /** Waits for the caller to give up; answers both transactions. */
    public SipText cancelled(SipText invite) {
        SipText cancel = next("CANCEL", m -> m.method().equals("CANCEL"));
        send(reply(cancel, "200 OK"));
        send(reply(invite, "487 Request Terminated"));
        next("ACK of the 487", m -> m.method().equals("ACK"));
        return cancel;
    }

    private String aor() {
        return "sip:" + user + "@" + domain;
    }

    private String contact() {
        String transport = wire.transport().equals("UDP")
                ? ""
                : ";transport=" + wire.transport().toLowerCase(Locale.ROOT).replace("wss", "ws");
        return "<sip:" + user + "@" + wire.address() + transport + ">" + contactParams;
    }

    private String via() {
        return "SIP/2.0/" + wire.transport() + " " + wire.address() + ";rport;branch=z9hG4bK" + UUID.randomUUID();
    }

    private SipText request(String method, String uri, String callId, String from, String to) {
        sequence++;
        String fromValue = from.startsWith("sip:") ? "<" + from + ">" : from;
        return new SipText(method + " " + uri + " SIP/2.0")
                .add("Via", via())
                .add("Max-Forwards", "70")
                .add("From", fromValue + ";tag=" + callId.substring(0, 8))
                .add("To", "<" + to + ">")
                .add("Call-ID", callId)
                .add("CSeq", sequence + " " + method)
                .add("Contact", contact());
    }

    /** RFC 3261 §17.1.1.3: the ACK of a refusal belongs to the INVITE's own transaction. */
    private static SipText ackOf(SipText invite, SipText refusal) {
        return new SipText(invite.startLine().replaceFirst("INVITE", "ACK"))
                .add("Via", invite.first("Via"))
                .add("Max-Forwards", "70")
                .copy("From", invite)
                .copy("To", refusal)
                .copy("Call-ID", invite)
                .add("CSeq", invite.first("CSeq").replace("INVITE", "ACK"));
    }

    /** RFC 3261 §12.2.1.1: the route set is the Record-Route of the 200, reversed. */
    private SipText inDialog(String method, SipText ok) {
        String contact = ok.first("Contact");
        String target = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
        if (!method.equals("ACK")) {
            sequence++;
        }
        var request = new SipText(method + " " + target + " SIP/2.0")
                .add("Via", via())
                .add("Max-Forwards", "70");
        var routes = ok.all("Record-Route");
        for (int i = routes.size() - 1; i >= 0; i--) {
            request.add("Route", routes.get(i));
        }
        String number = method.equals("ACK") ? ok.first("CSeq").replaceAll("\\D", "") : String.valueOf(sequence);
        return request.copy("From", ok)
                .copy("To", ok)
                .copy("Call-ID", ok)
                .add("CSeq", number + " " + method)
                .add("Contact", contact());
    }

    private SipText reply(SipText request, String status) {
        var reply = new SipText("SIP/2.0 " + status)
                .copy("Via", request)
                .copy("Record-Route", request)
                .copy("From", request);
        String to = request.first("To");
        reply.add("To", to.contains(";tag=") ? to : to + ";tag=" + user);
        return reply.copy("Call-ID", request).copy("CSeq", request).add("Contact", contact());
    }

    private SipText finalAnswer(String method) {
        return next(
                "an answer to " + method,
                m -> m.status() >= 200 && m.cseqMethod().equals(method));
    }

    private static SipText expect(SipText answer, int status) {
        if (answer.status() != status) {
            throw new StepFailed("expected status " + status + ", received: " + answer.startLine());
        }
        return answer;
    }

    private SipText next(String what, Predicate<SipText> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(conditions.patience());
        SipText last = null;
        try {
            for (; ; ) {
                SipText message = received.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (message == null) {
                    throw new StepFailed("%s's phone waited %d s for %s; the last it received: %s"
                            .formatted(name, conditions.patience(), what, last == null ? "nothing" : last.startLine()));
                }
                if (wanted.test(message)) {
                    return message;
                }
                last = message;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted");
        }
    }

    private void send(SipText message) {
        try {
            wire.send(message.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        while (true) {
            SipText message;
            try {
                byte[] bytes = wire.receive();
                message = SipText.read(bytes, bytes.length);
            } catch (IOException e) {
                return; // the phone was closed
            }
            if (message.method().equals("NOTIFY")) {
                send(reply(message, "200 OK"));
            }
            if (!conditions.loss().loses(user + ".phone", message.summary()) && !received.offer(message)) {
                received.clear(); // nobody looks; the step that waits will say what it missed
            }
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
