package offhook.demo.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
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
    private final Writing writing;

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
        this.writing = new Writing(user, domain, wire);
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
        writing.contactParams(params);
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
        return writing.request("REGISTER", uri, callId, writing.aor(), writing.aor())
                .add("Supported", "path, outbound")
                .add("Expires", "600");
    }

    /** Calls somebody of the same domain; returns the INVITE that the server took. */
    public SipText call(String callee) {
        String uri = "sip:" + callee + "@" + domain;
        String from = "\"" + name + "\" <" + writing.aor() + ">";
        SipText invite = writing.request("INVITE", uri, UUID.randomUUID().toString(), from, uri)
                .sdp(SDP);
        send(invite);
        SipText answer = next("an answer to INVITE", m -> m.cseqMethod().equals("INVITE") && m.status() != 0);
        if (answer.status() == 407) {
            send(Writing.ofInvite("ACK", invite, answer));
            invite = writing.request("INVITE", uri, invite.first("Call-ID"), from, uri)
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
        send(writing.inDialog("ACK", ok));
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
        send(writing.inDialog("BYE", ok));
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
        send(Writing.ofInvite("CANCEL", invite, invite));
        expect(finalAnswer("CANCEL"), 200);
    }

    /** Waits for the 487 that ends the call which was given up. */
    public SipText hasGivenUp(SipText invite) {
        SipText ended = expect(finalAnswer("INVITE"), 487);
        send(Writing.ofInvite("ACK", invite, ended));
        return ended;
    }

    /** Waits for a call and rings; returns the INVITE. */
    public SipText ring() {
        SipText invite = next("a call", m -> m.method().equals("INVITE"));
        send(writing.reply(invite, "180 Ringing"));
        return invite;
    }

    /** Picks up. */
    public void pickUp(SipText invite) {
        send(writing.reply(invite, "200 OK").sdp(SDP));
    }

    /** Waits for the caller's ACK. */
    public SipText isConnected() {
        return next("ACK", m -> m.method().equals("ACK"));
    }

    /** Waits for the other side to hang up. */
    public SipText hungUp() {
        SipText bye = next("BYE", m -> m.method().equals("BYE"));
        send(writing.reply(bye, "200 OK"));
        return bye;
    }

    /** Waits for the caller to give up; answers both transactions. */
    public SipText cancelled(SipText invite) {
        SipText cancel = next("CANCEL", m -> m.method().equals("CANCEL"));
        send(writing.reply(cancel, "200 OK"));
        send(writing.reply(invite, "487 Request Terminated"));
        next("ACK of the 487", m -> m.method().equals("ACK"));
        return cancel;
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
                send(writing.reply(message, "200 OK"));
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
