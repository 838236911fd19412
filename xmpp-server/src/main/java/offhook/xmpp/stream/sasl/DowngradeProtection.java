package offhook.xmpp.stream.sasl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Collection;
import offhook.directory.credentials.ScramHash;

/**
 * What a client was offered, hashed, so that it notices if somebody in between has made the offer worse: the hash is part of
 * what SCRAM signs (XEP-0474 §5.1).
 */
final class DowngradeProtection {

    private static final String BETWEEN = "\u001E";
    private static final String BINDINGS = "\u001F";

    private DowngradeProtection() {}

    /**
     * The value of the attribute "h".
     *
     * @param bindings the types of channel binding that were offered (XEP-0440); none where there was no such offer
     */
    static String hash(ScramHash hash, Collection<String> mechanisms, Collection<String> bindings) {
        var offer = sorted(mechanisms) + (bindings.isEmpty() ? "" : BINDINGS + sorted(bindings));
        return Base64.getEncoder().encodeToString(hash.hash(offer.getBytes(US_ASCII)));
    }

    private static String sorted(Collection<String> names) {
        return String.join(BETWEEN, names.stream().sorted().toList());
    }
}
