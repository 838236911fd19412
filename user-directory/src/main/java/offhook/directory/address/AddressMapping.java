package offhook.directory.address;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** RFC 7247 §6: the JID of a SIP URI and the SIP URI of a JID, for addresses the directory does not know. */
public final class AddressMapping {

    /** XEP-0106 §4: a backslash that would read as an escape is escaped too, so that no two users become one JID. */
    private static final Pattern READS_AS_ESCAPE = Pattern.compile("(?i)\\\\(?=(?:5c)*+(?:26|27|2f))");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(26|27|2f|5c(?=(?:5c)*+(?:26|27|2f)))");

    private AddressMapping() {}

    /**
     * RFC 7247 §6.4. Empty where there is no such JID: a tel URI, no user, or a character that a localpart cannot hold
     * other than {@code &}, {@code '} and {@code /}. A sips: URI is mapped too; whether it may cross is the caller's rule.
     */
    public static Optional<Jid> toJid(SipUri uri) {
        if (uri.host().isEmpty() || uri.user().isEmpty()) {
            return Optional.empty();
        }
        try {
            // A temporary GRUU has a "gr" without value (RFC 5627 §3.1.2) and names no device.
            String resource = uri.parameters().getOrDefault("gr", "");
            return Optional.of(new Jid(escape(uri.user()), uri.host(), resource));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** RFC 7247 §6.5. Empty where there is no such URI: a domain that is no host name, or parts too long for one. */
    public static Optional<SipUri> toSip(Jid jid) {
        try {
            Map<String, String> gruu = jid.isBare() ? Map.of() : Map.of("gr", jid.resource());
            return Optional.of(new SipUri("sip", unescape(jid.local()), Host.toAscii(jid.domain()), 0, gruu));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String escape(String user) {
        return READS_AS_ESCAPE
                .matcher(user)
                .replaceAll("\\\\5c")
                .replace("&", "\\26")
                .replace("'", "\\27")
                .replace("/", "\\2f");
    }

    private static String unescape(String local) {
        return ESCAPE.matcher(local).replaceAll(found -> switch (found.group(1)) {
            case "26" -> "&";
            case "27" -> "'";
            case "2f" -> "/";
            default -> "\\\\";
        });
    }
}
