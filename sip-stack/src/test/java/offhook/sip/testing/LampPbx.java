package offhook.sip.testing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;

/** A PBX with lamps: it grants subscriptions, tells of calls, and does whatever else PBXs do. */
public final class LampPbx extends TestPbx {

    /** The extension that those mean who name none. */
    private static final String FIRST = "201";

    public int expires = 600;
    public boolean telling = true;
    public boolean notifyFirst;
    public int forks = 1;

    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> lamps = new HashMap<>();
    private final Map<String, String> mailboxes = new HashMap<>();
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

        boolean isOfMessages() {
            return subscribe.value(HeaderName.EVENT).orElse("").equals("message-summary");
        }

        String extension() {
            return subscribe.to().uri().user();
        }
    }

    public LampPbx(SipWorld world, String address) {
        super(world, address, Method.SUBSCRIBE);
    }

    /** RFC 6665 §4.2.2: a 481 removes the subscription. */
    @Override
    void take(SipResponse answer) {
        if (answer.status() == 481) {
            subscriptions
                    .values()
                    .removeIf(one -> one.subscribe.callId().equals(answer.callId())
                            && answer.from().tag().equals(Optional.of(one.tag)));
        }
    }

    @Override
    void take(SipRequest request) {
        asked.add(request);
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
                    .forEach(one -> tell(one, "active;expires=" + expires));
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
        sendWithMore(response);
    }

    /** The calls of the first extension. */
    public Set<String> calls() {
        return lamp(FIRST).keySet();
    }

    public void begins(String call) {
        shows(FIRST, call, "<state>confirmed</state>");
    }

    public void ends(String call) {
        ends(FIRST, call);
    }

    /**
     * Begins a call of an extension, or changes it.
     *
     * @param dialog what stands in its element; in front of that, attributes and a ">"
     */
    public void shows(String extension, String call, String dialog) {
        lamp(extension).put(call, dialog);
        tellAll(extension, call, dialog);
    }

    public void ends(String extension, String call) {
        if (lamp(extension).remove(call) != null) {
            tellAll(extension, call, "<state>terminated</state>");
        }
    }

    /** Tells how many messages a mailbox has. */
    public void messages(String extension, String counts) {
        mailboxes.put(extension, counts);
        for (var one : List.copyOf(subscriptions.values())) {
            if (one.isOfMessages() && one.extension().equals(extension)) {
                tell(one, "active");
            }
        }
    }

    private Map<String, String> lamp(String extension) {
        return lamps.computeIfAbsent(extension, number -> new TreeMap<>());
    }

    private static String dialog(String call, String dialog) {
        return "<dialog id='" + call + "' " + (dialog.startsWith("<") ? ">" : "") + dialog + "</dialog>";
    }

    /** A NOTIFY that never arrives counts all the same. */
    private void tellAll(String extension, String call, String state) {
        for (var one : List.copyOf(subscriptions.values())) {
            if (one.isOfMessages() || !one.extension().equals(extension)) {
                continue;
            }
            if (telling && !silent) {
                notify(one, "partial", "active", dialog(call, state));
            } else {
                one.version++;
                one.cseq++;
            }
        }
    }

    /** Ends every subscription, and says why. */
    public void terminate(String reason) {
        for (var one : List.copyOf(subscriptions.values())) {
            subscriptions.remove(key(one.subscribe.callId(), one.tag));
            if (!silent) {
                tell(one, "terminated;reason=" + reason);
            }
        }
    }

    /** Loses all that it remembers but the calls: those are over if somebody says so. */
    public void restart() {
        subscriptions.clear();
    }

    public int subscriptions() {
        return subscriptions.size();
    }

    private void tell(Subscription to, String state) {
        if (to.isOfMessages()) {
            var counts = mailboxes.getOrDefault(to.extension(), "0/0");
            var waiting = counts.startsWith("0") ? "no" : "yes";
            var body = "Messages-Waiting: " + waiting + "\r\nVoice-Message: " + counts + " (0/0)\r\n";
            send(to, state, "application/simple-message-summary", body);
            return;
        }
        var dialogs = new StringBuilder();
        lamp(to.extension()).forEach((call, dialog) -> dialogs.append(dialog(call, dialog)));
        notify(to, "full", state, dialogs.toString());
    }

    private void notify(Subscription to, String kind, String state, String dialogs) {
        var info = "<dialog-info version='" + to.version++ + "' state='" + kind + "'>" + dialogs + "</dialog-info>";
        send(to, state, "application/dialog-info+xml", info);
    }

    private void send(Subscription to, String state, String type, String body) {
        var notify = new SipRequest(Method.NOTIFY, Uri.parse("sip:" + SipWorld.SERVER));
        notify.append(HeaderName.VIA, "SIP/2.0/UDP " + peer + ";branch=z9hG4bKn" + number++);
        notify.append(HeaderName.FROM, to.subscribe.to().toString().replaceAll(";tag=.*", "") + ";tag=" + to.tag);
        notify.append(HeaderName.TO, to.subscribe.from().toString());
        notify.append(HeaderName.CALL_ID, to.subscribe.callId());
        notify.append(HeaderName.CSEQ, to.cseq++ + " NOTIFY");
        notify.append(HeaderName.CONTACT, "<sip:" + peer + ">");
        notify.append(HeaderName.EVENT, to.subscribe.value(HeaderName.EVENT).orElseThrow());
        notify.append(HeaderName.SUBSCRIPTION_STATE, state);
        notify.setBody(type, body.getBytes(StandardCharsets.UTF_8));
        peer.send(notify);
    }
}
