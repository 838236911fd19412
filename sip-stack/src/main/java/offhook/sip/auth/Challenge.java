package offhook.sip.auth;

import java.util.Arrays;
import java.util.Optional;

/**
 * A challenge that we can answer: WWW-Authenticate or Proxy-Authenticate of RFC 7616 §3.3.
 *
 * @param token the algorithm as written; "" where none is, which means MD5
 * @param opaque empty if there is none
 * @param qop whether it asks for "auth"; a challenge of RFC 2069 asks for nothing
 */
record Challenge(
        String realm, String nonce, Optional<String> opaque, DigestAlgorithm algorithm, String token, boolean qop) {

    /** Empty for another scheme, an algorithm we do not have, and one that protects bodies only. */
    static Optional<Challenge> parse(String value) {
        var parts = DigestParts.parse(value).orElse(null);
        if (parts == null || !parts.containsKey("realm") || !parts.containsKey("nonce")) {
            return Optional.empty();
        }
        var token = parts.getOrDefault("algorithm", "");
        var algorithm = Arrays.stream(DigestAlgorithm.values())
                .filter(one -> one.token().equalsIgnoreCase(token.isEmpty() ? "MD5" : token))
                .findFirst();
        var qop = parts.getOrDefault("qop", "");
        boolean auth = Arrays.stream(qop.split("[,\\s]+")).anyMatch("auth"::equalsIgnoreCase);
        if (algorithm.isEmpty() || (!qop.isBlank() && !auth)) {
            return Optional.empty();
        }
        return Optional.of(new Challenge(
                parts.get("realm"),
                parts.get("nonce"),
                Optional.ofNullable(parts.get("opaque")),
                algorithm.get(),
                token,
                auth));
    }

    /** The value of Authorization or Proxy-Authorization, RFC 7616 §3.4. */
    String answer(String user, String password, String method, String uri, int count, String cnonce) {
        var ha1 = algorithm.hash(user + ':' + realm + ':' + password);
        var ha2 = algorithm.hash(method + ':' + uri);
        var nc = "%08x".formatted(count);
        var response = qop
                ? algorithm.hash(String.join(":", ha1, nonce, nc, cnonce, "auth", ha2))
                : algorithm.hash(String.join(":", ha1, nonce, ha2));
        return "Digest username=" + quoted(user) + ",realm=" + quoted(realm) + ",nonce=" + quoted(nonce) + ",uri="
                + quoted(uri) + ",response=\"" + response + '"'
                + (token.isEmpty() ? "" : ",algorithm=" + token)
                + opaque.map(text -> ",opaque=" + quoted(text)).orElse("")
                + (qop ? ",qop=auth,nc=" + nc + ",cnonce=" + quoted(cnonce) : "");
    }

    private static String quoted(String text) {
        return '"' + text.replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }
}
