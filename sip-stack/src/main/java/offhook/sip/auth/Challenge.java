package offhook.sip.auth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import offhook.sip.message.SipRequest;

/**
 * A challenge that we can answer: WWW-Authenticate or Proxy-Authenticate of RFC 7616 §3.3.
 *
 * @param token the algorithm as written; "" where none is, which means MD5
 * @param opaque empty if there is none
 * @param qop what we answer with: "auth" if it may be, else "auth-int"; "" for a challenge of RFC 2069
 */
record Challenge(
        String realm, String nonce, Optional<String> opaque, DigestAlgorithm algorithm, String token, String qop) {

    /** Empty for another scheme, an algorithm we do not have, and a protection we do not have. */
    static Optional<Challenge> parse(String value) {
        var parts = DigestParts.parse(value).orElse(null);
        if (parts == null || !parts.containsKey("realm") || !parts.containsKey("nonce")) {
            return Optional.empty();
        }
        var token = parts.getOrDefault("algorithm", "");
        var algorithm = Arrays.stream(DigestAlgorithm.values())
                .filter(one -> one.token().equalsIgnoreCase(token.isEmpty() ? "MD5" : token))
                .findFirst();
        var offered = List.of(
                parts.getOrDefault("qop", "").toLowerCase(Locale.ROOT).strip().split("[,\\s]+"));
        var qop = Stream.of("auth", "auth-int", "").filter(offered::contains).findFirst();
        if (algorithm.isEmpty() || qop.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Challenge(
                parts.get("realm"),
                parts.get("nonce"),
                Optional.ofNullable(parts.get("opaque")),
                algorithm.get(),
                token,
                qop.get()));
    }

    /** The value of Authorization or Proxy-Authorization for a request as it will go out, RFC 7616 §3.4. */
    String answer(String user, String password, SipRequest request, int count, String cnonce) {
        return answer(user, password, request.method().name(), request.uri().toString(), request.body(), count, cnonce);
    }

    String answer(String user, String password, String method, String uri, byte[] body, int count, String cnonce) {
        var ha1 = algorithm.hash(user + ':' + realm + ':' + password);
        var ha2 = algorithm.ha2(qop, method, uri, body);
        var nc = "%08x".formatted(count);
        var response = qop.isEmpty()
                ? algorithm.hash(String.join(":", ha1, nonce, ha2))
                : algorithm.hash(String.join(":", ha1, nonce, nc, cnonce, qop, ha2));
        return "Digest username=" + quoted(user) + ",realm=" + quoted(realm) + ",nonce=" + quoted(nonce) + ",uri="
                + quoted(uri) + ",response=\"" + response + '"'
                + (token.isEmpty() ? "" : ",algorithm=" + token)
                + opaque.map(text -> ",opaque=" + quoted(text)).orElse("")
                + (qop.isEmpty() ? "" : ",qop=" + qop + ",nc=" + nc + ",cnonce=" + quoted(cnonce));
    }

    private static String quoted(String text) {
        return '"' + text.replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }
}
