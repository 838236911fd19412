package offhook.sip.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipResponse;

/** How a phone answers a challenge (RFC 7616 §3.4), written apart from what the server does. */
public final class DigestClient {

    private static final String CNONCE = "6b8b4567";

    private final String user;
    private final String password;
    private final String nonce;
    private final String realm;
    private final String algorithm;
    private int count;

    private DigestClient(String user, String password, String challenge) {
        this.user = user;
        this.password = password;
        this.nonce = part(challenge, "nonce");
        this.realm = part(challenge, "realm");
        this.algorithm = part(challenge, "algorithm");
    }

    /** Answers the first challenge of a 401 or 407. */
    public static DigestClient of(SipResponse challenge, String user, String password) {
        return of(challenge, user, password, 0);
    }

    /** @param which challenge to answer, from 0 */
    public static DigestClient of(SipResponse challenge, String user, String password, int which) {
        var header = challenge.status() == 401 ? HeaderName.WWW_AUTHENTICATE : HeaderName.PROXY_AUTHENTICATE;
        return new DigestClient(user, password, challenge.values(header).get(which));
    }

    private static String part(String challenge, String name) {
        var part = Pattern.compile(name + "=\"?([^\",]+)").matcher(challenge);
        if (!part.find()) {
            throw new AssertionError("no " + name + " in " + challenge);
        }
        return part.group(1);
    }

    /** The value of Authorization or Proxy-Authorization. */
    public String authorization(String method, String uri) {
        return answer("auth", method + ':' + uri, uri);
    }

    /** The same, protecting the body. */
    public String authorization(String method, String uri, String body) {
        return answer("auth-int", method + ':' + uri + ':' + hash(body), uri);
    }

    private String answer(String qop, String a2, String uri) {
        count++;
        var nc = "%08x".formatted(count);
        var ha1 = hash(user + ':' + realm + ':' + password);
        var response = hash(String.join(":", ha1, nonce, nc, CNONCE, qop, hash(a2)));
        return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s, cnonce=\"%s\", qop=%s, nc=%s"
                .formatted(user, realm, nonce, uri, response, algorithm, CNONCE, qop, nc);
    }

    /** The next answer counts as the first one did. */
    public DigestClient again() {
        count--;
        return this;
    }

    private String hash(String text) {
        try {
            var digest = MessageDigest.getInstance(algorithm.replace("SHA-512-256", "SHA-512/256"));
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
