package offhook.sip.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import offhook.sip.message.Via;

/** A PBX where phones register, and which calls the contacts that it has: it does whatever such a PBX does. */
public final class RegistrarPbx {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final String REALM = "pbx.example";

    public final SipPeer peer;

    /** The REGISTERs that had the right credentials, or needed none. */
    public final List<SipRequest> asked = new ArrayList<>();

    /** What was answered to our own requests. */
    public final List<SipResponse> answers = new ArrayList<>();

    /** By extension; an extension that is not among them needs none. */
    public final Map<String, String> passwords = new TreeMap<>();

    /** What the next REGISTER is answered; 0 for nothing at all. */
    public int status = 200;

    public int shortest = 1;
    public int longest = 3600;
    public String more = "";

    /** A PBX that says 200 and keeps somebody else's contact. */
    public boolean full;

    public boolean silent;

    private final SipWorld world;
    private final Map<String, Map<String, Uri>> contacts = new TreeMap<>();
    private final Set<Via> seen = new HashSet<>();
    private int number;

    public RegistrarPbx(SipWorld world, String address) {
        this.world = world;
        peer = world.peer(address);
    }

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
        } else if (message instanceof SipRequest request && request.is(Method.OPTIONS)) {
            peer.answer(request, 200, "o");
        } else if (message instanceof SipRequest request && request.is(Method.REGISTER) && seen.add(request.topVia())) {
            register(request);
        }
    }

    private void register(SipRequest request) {
        var extension = request.to().uri().user();
        if (!isRight(request, passwords.get(extension))) {
            var challenge = SipResponse.to(request, 401);
            challenge.append(HeaderName.WWW_AUTHENTICATE, "Digest realm=\"" + REALM + "\",nonce=\"n" + number++ + '"');
            peer.send(challenge);
            return;
        }
        asked.add(request);
        var expires = Integer.parseInt(request.value(HeaderName.EXPIRES).orElseThrow());
        if (status != 200 || (expires > 0 && expires < shortest)) {
            refuse(request);
            return;
        }
        var contact = request.address(HeaderName.CONTACT).orElseThrow().uri();
        var mine = contacts.computeIfAbsent(extension, one -> new LinkedHashMap<>());
        if (expires == 0) {
            mine.remove(contact.user());
        } else if (!full) {
            mine.put(contact.user(), contact);
        }
        var response = SipResponse.to(request, 200);
        response.append(HeaderName.CONTACT, "<sip:desk@192.0.2.9>;expires=60");
        mine.values()
                .forEach(one ->
                        response.append(HeaderName.CONTACT, "<" + one + ">;expires=" + Math.min(expires, longest)));
        peer.send(response);
    }

    private void refuse(SipRequest request) {
        if (status == 0) {
            return;
        }
        var response = SipResponse.to(request, status == 200 ? 423 : status);
        if (status == 200) {
            response.append(HeaderName.MIN_EXPIRES, Integer.toString(shortest));
        }
        more.lines()
                .forEach(line -> response.append(
                        HeaderName.of(line.substring(0, line.indexOf(':'))), line.substring(line.indexOf(':') + 1)));
        peer.send(response);
    }

    /** RFC 2069: without qop, and so without counting. */
    private static boolean isRight(SipRequest request, String password) {
        var given = request.value(HeaderName.AUTHORIZATION).orElse("");
        return password == null
                || (!given.isEmpty()
                        && part(given, "response")
                                .equals(md5(String.join(
                                        ":",
                                        md5(part(given, "username") + ':' + REALM + ':' + password),
                                        part(given, "nonce"),
                                        md5("REGISTER:" + request.uri())))));
    }

    private static String part(String header, String name) {
        var part = Pattern.compile(name + "=\"([^\"]*)\"").matcher(header);
        return part.find() ? part.group(1) : "";
    }

    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Loses all that it remembers. */
    public void restart() {
        contacts.clear();
    }

    /** The users of the contacts of an extension, but for its desk phone. */
    public List<String> contacts(String extension) {
        return List.copyOf(contacts.getOrDefault(extension, Map.of()).keySet());
    }

    /** Calls the contacts of an extension: the last of the INVITEs, which all are one call. */
    public SipRequest calls(String extension, String callId, String from) {
        SipRequest last = null;
        for (var contact : contacts.getOrDefault(extension, Map.of()).values()) {
            last = invite(contact, extension, callId, from);
            peer.send(last);
        }
        work();
        return last;
    }

    /** An INVITE from here to somewhere, not yet sent. */
    public SipRequest invite(Uri target, String extension, String callId, String from) {
        var invite = new SipRequest(Method.INVITE, target);
        invite.append(HeaderName.VIA, "SIP/2.0/UDP " + peer + ";branch=z9hG4bKi" + number++);
        invite.append(HeaderName.MAX_FORWARDS, "70");
        invite.append(
                HeaderName.FROM, NameAddr.parse(from).withParam("tag", "f").toString());
        invite.append(HeaderName.TO, "<sip:" + extension + '@' + REALM + '>');
        invite.append(HeaderName.CALL_ID, callId);
        invite.append(HeaderName.CSEQ, "1 INVITE");
        invite.append(HeaderName.CONTACT, "<sip:" + peer + '>');
        return invite;
    }

    /** Has the phones stop ringing. */
    public void cancels(SipRequest invite, String... reasons) {
        peer.send(invite.cancel(List.of(reasons)));
        work();
    }

    /** The final responses to INVITEs, so far. */
    public List<Integer> finals() {
        return answers.stream()
                .filter(answer -> answer.cseq().method().equals(Method.INVITE) && answer.isFinal())
                .map(SipResponse::status)
                .toList();
    }
}
