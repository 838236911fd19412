package offhook.sip.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Via;

/** A PBX in a {@link SipWorld}, which says whatever PBXs say to requests of one kind, once to each. */
public abstract class TestPbx {

    private static final Duration STEP = Duration.ofSeconds(1);

    public final SipPeer peer;

    /** The requests that it has looked at. */
    public final List<SipRequest> asked = new ArrayList<>();

    /** What was answered to requests of its own. */
    public final List<SipResponse> answers = new ArrayList<>();

    /** What the next request is answered; 0 for nothing at all. */
    public int status = 200;

    /** Further lines of its answer. */
    public String more = "";

    public boolean silent;

    private final SipWorld world;
    private final Method kind;
    private final Set<Via> seen = new HashSet<>();

    TestPbx(SipWorld world, String address, Method kind) {
        this.world = world;
        this.kind = kind;
        peer = world.peer(address);
    }

    /** Answers a request of its kind. */
    abstract void take(SipRequest request);

    /** Hears an answer. */
    abstract void take(SipResponse answer);

    /** Lets time pass, and answers what comes meanwhile. */
    public void pass(Duration time) {
        work();
        for (var left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
            world.pass(left.compareTo(STEP) < 0 ? left : STEP);
            work();
        }
    }

    public void work() {
        while (!peer.unread().isEmpty()) {
            take(peer.next());
        }
    }

    private void take(SipMessage message) {
        if (silent) {
            return;
        }
        if (message instanceof SipResponse answer) {
            answers.add(answer);
            take(answer);
        } else if (message instanceof SipRequest request && request.is(Method.OPTIONS)) {
            peer.answer(request, 200, "o");
        } else if (message instanceof SipRequest request && request.is(kind) && seen.add(request.topVia())) {
            take(request);
        }
    }

    void sendWithMore(SipResponse response) {
        more.lines()
                .forEach(line -> response.append(
                        HeaderName.of(line.substring(0, line.indexOf(':'))), line.substring(line.indexOf(':') + 1)));
        peer.send(response);
    }
}
