package offhook.sip.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;

/** A PBX where phones register, and which calls the contacts that it has: it does whatever such a PBX does. */
public final class RegistrarPbx extends TestPbx {

    private static final String REALM = "pbx.example";

    /** By extension; an extension that is not among them needs none. */
    public final Map<String, String> passwords = new TreeMap<>();

    public int shortest = 1;
    public int longest = 3600;

    /** A PBX that says 200 and keeps somebody else's contact. */
    public boolean full;

    private final Map<String, Map<String, Uri>> contacts = new TreeMap<>();
    private int number;

    public RegistrarPbx(SipWorld world, String address) {
        super(world, address, Method.REGISTER);
    }

    @Override
    void take(SipResponse answer) {
        // What was answered is kept.
    }

    /** One is asked that has the right credentials, or needs none. */
    @Override
    void take(SipRequest request) {
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
        sendWithMore(response);
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
