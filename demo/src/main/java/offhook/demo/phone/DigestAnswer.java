package offhook.demo.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answer to a digest challenge, RFC 7616 §3.4 with qop=auth. */
record DigestAnswer(String user, String password) {

    /** Answers the first challenge whose algorithm is known, as RFC 8760 §2.4 wants. */
    String to(List<String> challenges, String method, String uri) {
        for (String challenge : challenges) {
            String algorithm = parameter(challenge, "algorithm").isEmpty() ? "MD5" : parameter(challenge, "algorithm");
            if (algorithm.equalsIgnoreCase("SHA-256") || algorithm.equalsIgnoreCase("MD5")) {
                return answer(challenge, algorithm, method, uri);
            }
        }
        throw new IllegalStateException("no challenge that this phone can answer: " + challenges);
    }

    private String answer(String challenge, String algorithm, String method, String uri) {
        String realm = parameter(challenge, "realm");
        String nonce = parameter(challenge, "nonce");
        String ha1 = hash(algorithm, user + ":" + realm + ":" + password);
        String ha2 = hash(algorithm, method + ":" + uri);
        String response = hash(algorithm, ha1 + ":" + nonce + ":00000001:0ff600c1:auth:" + ha2);
        String answer =
                "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s, "
                                .formatted(user, realm, nonce, uri, response, algorithm)
                        + "qop=auth, nc=00000001, cnonce=\"0ff600c1\"";
        String opaque = parameter(challenge, "opaque");
        return opaque.isEmpty() ? answer : answer + ", opaque=\"" + opaque + "\"";
    }

    private static String parameter(String challenge, String name) {
        Matcher matcher =
                Pattern.compile("\\b" + name + "=(?:\"([^\"]*)\"|([^,\\s]+))").matcher(challenge);
        if (!matcher.find()) {
            return "";
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    private static String hash(String algorithm, String text) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
