package offhook.sip.subscriber;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import offhook.sip.message.Via;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;

/** A PBX with one lamp: it grants subscriptions, tells of calls, and does whatever else PBXs do. */
final class LampPbx {

    private static final Duration STEP = Duration.ofSeconds(1);

    final SipPeer peer;
    final TreeSet<String> calls = new TreeSet<>();
    final List<SipRequest> asked = new ArrayList<>();
    final List<SipResponse> answers = new ArrayList<>();

    /** What the next SUBSCRIBE is answered; 0 for nothing at all. */
    int status = 200;

    int expires = 600;
    String more = "";
    boolean silent;
    boolean telling = true;
    boolean notifyFirst;
    int forks = 1;

    private final SipWorld world;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Set<Via> seen = new HashSet<>();
    private int number;

    private static final class Subscription {

        final SipRequest subscribe;
        final String tag;
        int cseq = 1;
        int version;

        Subscription(SipRequest subscribe, String tag) {
            this.subscribe = subscribe;
            this.tag = tag;
        }
    }

    LampPbx(SipWorld world, String address) {
        this.world = world;
        peer = world.peer(address);
    }

    /** Lets time pass, and answers what comes meanwhile. */
    void pass(Duration time) {
        work();
        for (var left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
            world.pass(left.compareTo(STEP) < 0 ? left : STEP);
            work();
        }
    }

    void work() {
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
            if (answer.status() == 481) {
                // RFC 6665 §4.2.2: it removes the subscription.
                subscriptions
                        .values()
                        .removeIf(one -> one.subscribe.callId().equals(answer.callId())
                                && answer.from().tag().equals(Optional.of(one.tag)));
            }
        } else if (message instanceof SipRequest request
                && request.is(Method.SUBSCRIBE)
                && seen.add(request.topVia())) {
            asked.add(request);
            subscribe(request);
        }
    }

    private void subscribe(SipRequest request) {
        if (status != 200) {
            if (status != 0) {
                respond(request, status, "none");
            }
            return;
        }
        var first = key(request.callId(), request.to().tag().orElse("t" + request.callId()));
        if (request.isInDialog() && !subscriptions.containsKey(first)) {
            respond(request, 481, "none");
            return;
        }
        for (int i = 0; i < (request.isInDialog() ? 1 : forks); i++) {
            var tag = request.to().tag().orElse("t" + request.callId()) + (i == 0 ? "" : "-" + i);
            subscriptions.computeIfAbsent(key(request.callId(), tag), id -> new Subscription(request, tag));
        }
        if (!notifyFirst) {
            respond(request, 200, subscriptions.get(first).tag);
        }
        if (request.value(HeaderName.EXPIRES).orElse("").equals("0")) {
            subscriptions.remove(first);
        } else if (telling) {
            List.copyOf(subscriptions.values()).stream()
                    .filter(one -> one.subscribe.callId().equals(request.callId()))
                    .forEach(one -> tell(one, "full", "active;expires=" + expires, calls));
        }
        if (notifyFirst) {
            respond(request, 200, subscriptions.containsKey(first) ? subscriptions.get(first).tag : "none");
        }
    }

    private static String key(String callId, String tag) {
        return callId + ' ' + tag;
    }

    private void respond(SipRequest request, int code, String tag) {
        var response = SipResponse.to(request, code);
        response.tagTo(tag);
        response.append(HeaderName.CONTACT, "<sip:" + peer + ">");
        if (code == 200) {
            response.append(HeaderName.EXPIRES, Integer.toString(expires));
        }
        more.lines()
                .forEach(line -> response.append(
                        HeaderName.of(line.substring(0, line.indexOf(':'))), line.substring(line.indexOf(':') + 1)));
        peer.send(response);
    }

    void begins(String call) {
        calls.add(call);
        tellAll(call, "confirmed");
    }

    void ends(String call) {
        if (calls.remove(call)) {
            tellAll(call, "terminated");
        }
    }

    /** A NOTIFY that never arrives counts all the same. */
    private void tellAll(String call, String state) {
        for (var one : List.copyOf(subscriptions.values())) {
            if (telling && !silent) {
                notify(one, "partial", "active", "<dialog id='" + call + "'><state>" + state + "</state></dialog>");
            } else {
                one.version++;
                one.cseq++;
            }
        }
    }

    /** Ends every subscription, and says why. */
    void terminate(String reason) {
        for (var one : List.copyOf(subscriptions.values())) {
            subscriptions.remove(key(one.subscribe.callId(), one.tag));
            if (!silent) {
                tell(one, "full", "terminated;reason=" + reason, calls);
            }
        }
    }

    /** Loses all that it remembers but the calls. */
    void restart() {
        subscriptions.clear();
    }

    int subscriptions() {
        return subscriptions.size();
    }

    private void tell(Subscription to, String kind, String state, Iterable<String> all) {
        var dialogs = new StringBuilder();
        all.forEach(call -> dialogs.append("<dialog id='").append(call).append("'><state>confirmed</state></dialog>"));
        notify(to, kind, state, dialogs.toString());
    }

    private void notify(Subscription to, String kind, String state, String dialogs) {
        var notify = new SipRequest(Method.NOTIFY, Uri.parse("sip:" + SipWorld.SERVER));
        notify.append(HeaderName.VIA, "SIP/2.0/UDP " + peer + ";branch=z9hG4bKn" + number++);
        notify.append(HeaderName.FROM, to.subscribe.to().toString().replaceAll(";tag=.*", "") + ";tag=" + to.tag);
        notify.append(HeaderName.TO, to.subscribe.from().toString());
        notify.append(HeaderName.CALL_ID, to.subscribe.callId());
        notify.append(HeaderName.CSEQ, to.cseq++ + " NOTIFY");
        notify.append(HeaderName.CONTACT, "<sip:" + peer + ">");
        notify.append(HeaderName.EVENT, "dialog");
        notify.append(HeaderName.SUBSCRIPTION_STATE, state);
        var body = "<dialog-info version='" + to.version++ + "' state='" + kind + "'>" + dialogs + "</dialog-info>";
        notify.setBody("application/dialog-info+xml", body.getBytes(StandardCharsets.UTF_8));
        peer.send(notify);
    }
}
