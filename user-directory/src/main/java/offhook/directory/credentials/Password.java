package offhook.directory.credentials;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import offhook.directory.precis.Precis;

/**
 * A password as both sides of a login write it: OpaqueString, RFC 8265 §4.2, which is what SASLprep became. It lives as
 * long as a login or a change of password does and never shows itself.
 */
public final class Password {

    private static final int LONGEST = 512;

    /** 96 bits. */
    private static final int RANDOM_BYTES = 12;

    private final String prepared;

    private Password(String prepared) {
        this.prepared = prepared;
    }

    /** @throws IllegalArgumentException if it is empty, too long, or holds a control character; the text is not quoted */
    public static Password of(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException("a password has 1 to " + LONGEST + " characters");
        }
        if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return new Password(text);
        }
        try {
            return new Password(Precis.opaqueString(text));
        } catch (IllegalArgumentException e) {
            // Its message names a character of the password.
            throw new IllegalArgumentException("the password holds a character that nobody can type");
        }
    }

    /** A secret for a phone, to be copied into its settings: 16 letters and digits, - and _. */
    public static Password random(SecureRandom random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new Password(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** For the one moment in which a new secret is shown to whoever asked for it. */
    public String reveal() {
        return prepared;
    }

    /**
     * What a SCRAM client hashes: RFC 5802 §2.2 prepares by SASLprep, which differs from OpaqueString where letters have
     * compatibility forms, ² and µ among them. What SASLprep maps to nothing is not in an OpaqueString, but for joiners.
     */
    char[] saslprep() {
        String joined = prepared.replace("\u200C", "").replace("\u200D", "");
        return Normalizer.normalize(joined, Normalizer.Form.NFKC).toCharArray();
    }

    @Override
    public String toString() {
        return "Password[…]";
    }
}
