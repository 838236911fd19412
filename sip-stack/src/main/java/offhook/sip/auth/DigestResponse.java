package offhook.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.sip.message.SipRequest;

/**
 * The credentials of an Authorization or Proxy-Authorization header field, RFC 7616 §3.4.
 *
 * @param algorithm as written; "MD5" where none is
 * @param qop empty for a client of RFC 2069, which sends neither nc nor cnonce
 * @param nc hexadecimal, as written
 */
record DigestResponse(
        String username,
        String realm,
        String nonce,
        String uri,
        String response,
        String algorithm,
        String qop,
        String nc,
        String cnonce) {

    private static final Pattern COUNT = Pattern.compile("[0-9a-fA-F]{1,8}");

    /** Empty if the value is of another scheme, malformed, or lacks what is needed. */
    static Optional<DigestResponse> parse(String value) {
        return DigestParts.parse(value).flatMap(DigestResponse::of);
    }

    private static Optional<DigestResponse> of(Map<String, String> parts) {
        for (var needed : new String[] {"username", "realm", "nonce", "uri", "response"}) {
            if (!parts.containsKey(needed)) {
                return Optional.empty();
            }
        }
        return Optional.of(new DigestResponse(
                parts.get("username"),
                parts.get("realm"),
                parts.get("nonce"),
                parts.get("uri"),
                parts.get("response"),
                parts.getOrDefault("algorithm", "MD5"),
                parts.getOrDefault("qop", ""),
                parts.getOrDefault("nc", ""),
                parts.getOrDefault("cnonce", "")));
    }

    /** How often the client says it has used the nonce; -1 if that is no number. */
    long count() {
        if (qop.isEmpty()) {
            return 1;
        }
        return COUNT.matcher(nc).matches() ? Long.parseLong(nc, 16) : -1;
    }

    /**
     * Whether the response was made with this secret, RFC 7616 §3.4.1. The uri is taken as the client gives it: some
     * hash the proxy's address.
     */
    boolean fits(DigestAlgorithm hash, String ha1, SipRequest request) {
        var ha2 = hash.ha2(qop, request.method().name(), uri, request.body());
        var expected = qop.isEmpty()
                ? hash.hash(ha1 + ':' + nonce + ':' + ha2)
                : hash.hash(ha1 + ':' + nonce + ':' + nc + ':' + cnonce + ':' + qop + ':' + ha2);
        return MessageDigest.isEqual(bytes(expected), bytes(response.toLowerCase(Locale.ROOT)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
