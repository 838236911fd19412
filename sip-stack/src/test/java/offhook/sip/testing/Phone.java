package offhook.sip.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import offhook.sip.message.HeaderName;
import offhook.sip.message.MessageReader;
import offhook.sip.message.Method;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;

/** One phone of {@link SipActors}: it remembers its dialogs, so that a trace can leave out what follows from them. */
final class Phone {

    private final SipWorld world;
    private final String user;
    private final String domain;
    private final Queue<SipMessage> inbox = new ArrayDeque<>();
    private final Map<String, Dialog> dialogs = new HashMap<>();
    private String lastCallId = "call-1";
    private String source; // where it is seen to send from
    private String address; // what it says of itself
    private int branches;
    private String registering;

    String password;
    boolean slow;

    /** What the phone knows of one Call-ID. */
    private static final class Dialog {
        private String localTag;
        private String local;
        private String remote = "";
        private String target = "";
        private List<String> route = List.of();
        private int cseq;
        private SipRequest sent; // the last request but CANCEL and ACK
        private SipRequest invite; // the INVITE that was sent
        private final List<SipRequest> got = new ArrayList<>(); // and not answered finally
    }

    Phone(SipWorld world, String user, String address, String domain, String password) {
        this.world = world;
        this.user = user;
        this.address = address;
        this.domain = domain;
        this.password = password;
        source = address + ":5060";
    }

    boolean isOurs() {
        return password != null;
    }

    SipPeer peer() {
        return world.peer(source);
    }

    void moveBehind(String translator, String inside) {
        source = translator + ":40000";
        address = inside;
    }

    List<SipMessage> unread() {
        return List.copyOf(inbox);
    }

    SipMessage take() {
        return inbox.poll();
    }

    /** What has come is no part of the story. */
    void miss() {
        inbox.clear();
    }

    // Sending

    void register(String contactParams) {
        registering = "REGISTER sip:" + domain + " SIP/2.0\nTo: <" + aor() + ">\nFrom: <" + aor()
                + ">;tag=reg\nCall-ID: reg-" + source + "\nContact: <" + contact() + ">" + contactParams;
        says(registering);
    }

    void says(String text) {
        var message = SipText.parse(text);
        peer().send(
                        message.startLine().startsWith("SIP/2.0")
                                ? response(message)
                                : message.startLine().startsWith("CANCEL ") ? cancel(message) : request(message));
    }

    private String request(SipText text) {
        var line = text.startLine().split(" ");
        var callId = text.header("Call-ID") != null ? text.header("Call-ID") : lastCallId;
        lastCallId = callId;
        var dialog = dialogs.computeIfAbsent(callId, id -> new Dialog());
        boolean isAck = line[0].equals("ACK");
        dialog.cseq += isAck ? 0 : 1;
        if (dialog.localTag == null) {
            dialog.localTag = user + "-" + callId;
        }
        if (text.header("From") != null) {
            dialog.local = text.header("From");
        } else if (dialog.local == null) {
            dialog.local = "\"" + user + "\" <" + aor() + ">;tag=" + dialog.localTag;
        }
        var uri = line[1].equals("*") ? dialog.target : line[1];
        var head = new StringBuilder(line[0] + " " + uri + " " + line[2] + "\n");
        add(head, text, "Via", via());
        add(head, text, "Max-Forwards", "70");
        add(head, text, "From", dialog.local);
        add(head, text, "To", dialog.remote.isEmpty() ? "<" + uri + ">" : dialog.remote);
        add(head, text, "Call-ID", callId);
        add(head, text, "CSeq", dialog.cseq + " " + line[0]);
        for (var route : text.header("Route") == null ? dialog.route : List.<String>of()) {
            head.append("Route: ").append(route).append('\n');
        }
        if (List.of("INVITE", "UPDATE", "SUBSCRIBE", "NOTIFY", "REFER").contains(line[0])) {
            add(head, text, "Contact", "<" + contact() + ">");
        }
        var written = finished(head, text);
        var sent = (SipRequest) MessageReader.parse(written);
        if (!isAck) {
            dialog.sent = sent;
        }
        if (line[0].equals("INVITE")) {
            dialog.invite = sent;
        }
        return written;
    }

    private String cancel(SipText text) {
        var callId = text.header("Call-ID") != null ? text.header("Call-ID") : lastCallId;
        var cancel = dialogs.get(callId).invite.cancel(List.of());
        text.headers().stream()
                .filter(pair -> !pair[0].equalsIgnoreCase("Call-ID"))
                .forEach(pair -> cancel.append(HeaderName.of(pair[0]), pair[1]));
        return cancel.toString();
    }

    /** To the request with this Call-ID, and this CSeq if it is given, that came last and is not answered. */
    private String response(SipText text) {
        var callId = text.header("Call-ID") != null ? text.header("Call-ID") : lastCallId;
        lastCallId = callId;
        var dialog = dialogs.get(callId);
        if (dialog == null || dialog.got.isEmpty()) {
            throw new AssertionError(user + " has no request to answer in " + callId);
        }
        var cseq = text.header("CSeq");
        var request = dialog.got.stream()
                .filter(got -> cseq == null || got.cseq().toString().equals(cseq))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError(user + " got no " + cseq));
        int status = Integer.parseInt(text.startLine().split(" ")[1]);
        if (status >= 200 && !(status < 300 && request.is(Method.INVITE))) {
            dialog.got.remove(request);
        }
        var response = SipResponse.to(request, status, text.startLine().split(" ", 3)[2]);
        if (text.header("To") == null && status > 100) {
            response.tagTo(dialog.localTag);
        }
        if (request.is(Method.INVITE) && status > 100 && status < 300 && text.header("Contact") == null) {
            response.append(HeaderName.CONTACT, "<" + contact() + ">");
        }
        for (var pair : text.headers()) {
            if (!pair[0].equalsIgnoreCase("Call-ID") && !pair[0].equalsIgnoreCase("CSeq")) {
                response.set(HeaderName.of(pair[0]), pair[1]);
            }
        }
        if (!text.body().isEmpty()) {
            response.setBody("application/sdp", body(text).getBytes(StandardCharsets.UTF_8));
        }
        return response.toString();
    }

    private static String finished(StringBuilder head, SipText text) {
        var named = List.of("via", "max-forwards", "from", "to", "call-id", "cseq", "contact");
        for (var pair : text.headers()) {
            if (!named.contains(pair[0].toLowerCase(Locale.ROOT))) {
                head.append(pair[0]).append(": ").append(pair[1]).append('\n');
            } else if (pair[0].equalsIgnoreCase("contact") && head.indexOf("\nContact:") < 0) {
                head.append("Contact: ").append(pair[1]).append('\n');
            }
        }
        var body = body(text);
        if (!body.isEmpty() && text.header("Content-Type") == null) {
            head.append("Content-Type: application/sdp\n");
        }
        return head.append("Content-Length: ")
                .append(body.length())
                .append("\n\n")
                .append(body)
                .toString()
                .replace("\n", "\r\n")
                .replace("\r\r\n", "\r\n");
    }

    private static String body(SipText text) {
        return text.body().isEmpty() ? "" : text.body().strip().replace("\n", "\r\n") + "\r\n";
    }

    private static void add(StringBuilder head, SipText text, String name, String value) {
        var given = text.header(name);
        head.append(name).append(": ").append(given == null ? value : given).append('\n');
    }

    private String via() {
        branches++;
        return "SIP/2.0/UDP " + address + ":5060;rport;branch=z9hG4bK" + user + address.replace(".", "") + branches;
    }

    private String aor() {
        return "sip:" + user + "@" + domain;
    }

    private String contact() {
        return "sip:" + user + "@" + address + ":5060";
    }

    // Receiving

    /** Takes what has come and reacts to it; answers whether there was anything. */
    boolean read() {
        boolean any = false;
        while (!peer().unread().isEmpty()) {
            any = true;
            var message = peer().next();
            if (message instanceof SipRequest request) {
                got(request);
            } else if (message instanceof SipResponse response) {
                got(response);
            }
        }
        return any;
    }

    private void got(SipRequest request) {
        inbox.add(request);
        lastCallId = request.callId();
        var dialog = dialogs.computeIfAbsent(request.callId(), id -> new Dialog());
        if (dialog.localTag == null) {
            dialog.localTag = user + address.substring(address.lastIndexOf('.') + 1) + "-" + request.callId();
        }
        if (request.is(Method.CANCEL)) {
            cancelled(dialog, request);
        } else if (!request.is(Method.ACK)) {
            dialog.got.add(request);
            if (request.is(Method.INVITE) || request.is(Method.UPDATE) || request.is(Method.SUBSCRIBE)) {
                dialog.remote = request.from().toString();
                dialog.target = target(request, dialog.target);
                if (!request.isInDialog()) {
                    dialog.route = request.values(HeaderName.RECORD_ROUTE);
                }
            }
        }
    }

    private void cancelled(Dialog dialog, SipRequest cancel) {
        peer().answer(cancel, 200, dialog.localTag);
        if (slow) {
            return;
        }
        for (var request : List.copyOf(dialog.got)) {
            if (request.is(Method.INVITE)
                    && request.topVia().branch().equals(cancel.topVia().branch())) {
                dialog.got.remove(request);
                peer().answer(request, 487, dialog.localTag);
            }
        }
    }

    private void got(SipResponse response) {
        var dialog = dialogs.get(response.callId());
        if (response.cseq().method().equals(Method.CANCEL) && response.isSuccess()) {
            return; // it only says that the CANCEL came
        }
        if (dialog == null || dialog.sent == null) {
            inbox.add(response);
            return;
        }
        boolean isInvite = response.cseq().method().equals(Method.INVITE);
        if (response.status() >= 300 && isInvite) {
            peer().send(dialog.invite.ack(response));
        }
        if ((response.status() == 401 || response.status() == 407)
                && password != null
                && !dialog.sent.has(HeaderName.AUTHORIZATION)
                && !dialog.sent.has(HeaderName.PROXY_AUTHORIZATION)) {
            authenticate(dialog, response);
            return;
        }
        if (response.cseq().method().equals(Method.REGISTER) && registering != null) {
            registering = null;
            return; // what was registered by an event is not part of the conversation
        }
        if ((isInvite || response.cseq().method().equals(Method.SUBSCRIBE))
                && response.status() > 100
                && response.status() < 300) {
            dialog.remote = response.to().toString();
            dialog.target = target(response, dialog.target);
            if (response.has(HeaderName.RECORD_ROUTE)) {
                dialog.route = new ArrayList<>(response.values(HeaderName.RECORD_ROUTE));
                Collections.reverse(dialog.route);
            }
        }
        inbox.add(response);
    }

    private static String target(SipMessage message, String before) {
        return message.address(HeaderName.CONTACT)
                .map(NameAddr::uri)
                .map(Object::toString)
                .orElse(before);
    }

    private void authenticate(Dialog dialog, SipResponse challenge) {
        var request = dialog.sent.copy();
        var answer = DigestClient.of(challenge, user, password)
                .authorization(request.method().name(), request.uri().toString());
        dialog.cseq++;
        request.set(challenge.status() == 401 ? HeaderName.AUTHORIZATION : HeaderName.PROXY_AUTHORIZATION, answer);
        request.set(HeaderName.CSEQ, dialog.cseq + " " + request.method());
        request.set(HeaderName.VIA, via());
        dialog.sent = request;
        if (request.is(Method.INVITE)) {
            dialog.invite = request;
        }
        peer().send(request);
    }
}
