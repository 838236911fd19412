package offhook.xmpp.stream.sasl;

import java.util.Optional;

/**
 * A client-first-message, RFC 5802 §7.
 *
 * @param gs2 the gs2-header, with both commas
 * @param flag "n", "y", or the name of a channel binding type after "p="
 * @param authzid "" where there is none
 * @param bare everything after the gs2-header
 */
record ClientFirst(String gs2, String flag, String authzid, String bare, String username, String nonce) {

    private static final int LONGEST_NONCE = 256;

    /** Empty if the message has another form; a mandatory extension, "m=", is one. */
    static Optional<ClientFirst> parse(String message) {
        String[] parts = message.split(",", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        String[] attributes = parts[2].split(",", -1);
        String gs2 = parts[0] + ',' + parts[1] + ',';
        String flag = flag(parts[0]);
        String authzid = parts[1].isEmpty() ? "" : name(parts[1], "a=");
        String username = name(attributes[0], "n=");
        String nonce = attributes.length > 1 ? nonce(attributes[1]) : null;
        if (flag == null || authzid == null || username == null || nonce == null) {
            return Optional.empty();
        }
        return Optional.of(new ClientFirst(gs2, flag, authzid, parts[2], username, nonce));
    }

    private static String flag(String text) {
        if (text.equals("n") || text.equals("y")) {
            return text;
        }
        return text.startsWith("p=") && text.length() > 2 ? text.substring(2) : null;
    }

    private static String nonce(String attribute) {
        boolean printable = attribute.chars().allMatch(c -> c > ' ' && c <= '~');
        boolean sized = attribute.length() > 2 && attribute.length() <= LONGEST_NONCE;
        return attribute.startsWith("r=") && printable && sized ? attribute.substring(2) : null;
    }

    /** A saslname: a comma stands there as =2C and an equals sign as =3D. */
    private static String name(String attribute, String key) {
        if (!attribute.startsWith(key) || attribute.length() == key.length() || attribute.indexOf('\0') >= 0) {
            return null;
        }
        String name = attribute.substring(key.length());
        for (int at = name.indexOf('='); at >= 0; at = name.indexOf('=', at + 1)) {
            if (!name.startsWith("=2C", at) && !name.startsWith("=3D", at)) {
                return null;
            }
        }
        return name.replace("=2C", ",").replace("=3D", "=");
    }
}
