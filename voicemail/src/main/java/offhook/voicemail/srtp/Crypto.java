package offhook.voicemail.srtp;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One {@code a=crypto} of a session description, RFC 4568 §9.1: a suite and the key with which its sender encrypts. Safe
 * to share.
 *
 * @param tag tells it from the others of its offer
 */
public record Crypto(int tag, Suite suite, MasterKey key) {

    private static final Pattern ATTRIBUTE =
            Pattern.compile("(\\d{1,9}) +(\\w+) +inline:([A-Za-z0-9+/=]{1,100})((?:\\|[^| ;]*)*)((?: +[^ ]+)*) *");

    /**
     * Reads the value of the attribute. Empty if we cannot do what it asks for: another suite, several keys, a master key
     * identifier, or a session parameter that is not optional (§6.3.7). The lifetime of a key is longer than any call.
     */
    public static Optional<Crypto> parse(String value) {
        var matcher = ATTRIBUTE.matcher(value);
        if (!matcher.matches() || matcher.group(4).contains(":")) {
            return Optional.empty();
        }
        for (var parameter : matcher.group(5).strip().split(" +")) {
            if (!parameter.isEmpty() && !parameter.startsWith("-") && !parameter.startsWith("WSH=")) {
                return Optional.empty();
            }
        }
        int tag = Integer.parseInt(matcher.group(1));
        return Suite.named(matcher.group(2))
                .flatMap(suite -> MasterKey.parse(matcher.group(3)).map(key -> new Crypto(tag, suite, key)));
    }

    /** As the value of the attribute. Contains the key. */
    public String value() {
        return tag + " " + suite.name() + " inline:" + key.base64();
    }
}
