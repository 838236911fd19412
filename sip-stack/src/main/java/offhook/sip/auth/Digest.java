package offhook.sip.auth;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import offhook.directory.Directory;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;

/** Digest authentication of RFC 7616 and RFC 8760 for the one realm we have: our domain. Safe to share. */
public final class Digest {

    /** What qop may say: nothing, with a client of RFC 2069; "auth-int" is not offered (ADR 0023). */
    private static final Set<String> PROTECTIONS = Set.of("", "auth", "auth-int");

    private final Directory directory;
    private final List<DigestAlgorithm> algorithms;
    private final Nonces nonces;

    /**
     * @param algorithms the challenges in their order
     * @param key random, of this process only
     */
    public Digest(Directory directory, List<DigestAlgorithm> algorithms, byte[] key, InstantSource clock) {
        this.directory = directory;
        this.algorithms = List.copyOf(algorithms);
        this.nonces = new Nonces(key, clock);
    }

    /** @param header Authorization or Proxy-Authorization */
    public Verdict check(SipRequest request, HeaderName header, InetAddress client) {
        for (var value : request.values(header)) {
            var given = DigestResponse.parse(value);
            if (given.isPresent() && given.get().realm().equals(directory.domain())) {
                return check(request, given.get(), client);
            }
        }
        return new Verdict.Missing();
    }

    private Verdict check(SipRequest request, DigestResponse given, InetAddress client) {
        var attempt = directory.attempt(given.username());
        var algorithm = algorithms.stream()
                .filter(one -> one.token().equalsIgnoreCase(given.algorithm()))
                .findFirst();
        if (algorithm.isEmpty() || !PROTECTIONS.contains(given.qop().toLowerCase(Locale.ROOT))) {
            return wrong(given, client);
        }
        var ha1 = algorithm.get().ha1(attempt.credentials().digest());
        if (ha1.isEmpty()
                || !given.fits(algorithm.get(), ha1, request)
                || attempt.user().isEmpty()) {
            return wrong(given, client);
        }
        return nonces.use(given.nonce(), given.count(), client)
                ? new Verdict.Authenticated(attempt.user().get())
                : new Verdict.Stale();
    }

    private Verdict wrong(DigestResponse given, InetAddress client) {
        return new Verdict.Wrong(given.username(), nonces.isOurs(given.nonce(), client));
    }

    /** The values of WWW-Authenticate or Proxy-Authenticate, the one that the admin prefers first. */
    public List<String> challenges(boolean stale, InetAddress client) {
        var nonce = nonces.next(client);
        var challenges = new ArrayList<String>();
        for (var algorithm : algorithms) {
            challenges.add("Digest realm=\"" + directory.domain() + "\",nonce=\"" + nonce + "\",qop=\"auth\",algorithm="
                    + algorithm.token() + (stale ? ",stale=true" : ""));
        }
        return challenges;
    }
}
