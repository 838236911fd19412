package offhook.directory.credentials;

import java.security.SecureRandom;
import java.util.Base64;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * A password in the form in which both sides hash it: OpaqueString, RFC 8265 §4.2, which is what SASLprep became. It
 * lives as long as a login or a change of password does and never shows itself.
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
            return new Password(PrecisProfiles.OPAQUE_STRING.enforce(text));
        } catch (IllegalArgumentException e) {
            // The library's message quotes what it was given.
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

    char[] chars() {
        return prepared.toCharArray();
    }

    @Override
    public String toString() {
        return "Password[…]";
    }
}
