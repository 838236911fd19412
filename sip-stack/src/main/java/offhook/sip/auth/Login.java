package offhook.sip.auth;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;

/**
 * A user name and a password with which we answer the challenges of others: RFC 3261 §22.2 and §22.3, RFC 8760. The last
 * challenge is remembered, so that the next request need not be sent twice. Safe to share.
 */
public final class Login {

    private final String user;
    private final String password;
    private final RandomGenerator random;
    private HeaderName header; // null before the first challenge
    private Challenge last;
    private int count;

    public Login(String user, String password) {
        this(user, password, new SecureRandom());
    }

    /** @param random where client nonces come from */
    public Login(String user, String password, RandomGenerator random) {
        this.user = Objects.requireNonNull(user);
        this.password = Objects.requireNonNull(password);
        this.random = random;
    }

    /** Adds credentials by the last challenge, if there was one (RFC 7616 §3.6); they may be stale by now. */
    public synchronized void anticipate(SipRequest request) {
        if (last != null) {
            add(request);
        }
    }

    /**
     * Answers a 401 or 407: the first of its challenges that we can answer (RFC 8760 §2.4).
     *
     * @param request gets the credentials
     * @return false if none can be answered
     */
    public synchronized boolean answer(SipRequest request, SipResponse challenge) {
        boolean ofProxy = challenge.status() == 407;
        var first = challenge.values(ofProxy ? HeaderName.PROXY_AUTHENTICATE : HeaderName.WWW_AUTHENTICATE).stream()
                .map(Challenge::parse)
                .flatMap(Optional::stream)
                .findFirst();
        if (first.isEmpty()) {
            return false;
        }
        header = ofProxy ? HeaderName.PROXY_AUTHORIZATION : HeaderName.AUTHORIZATION;
        last = first.get();
        count = 0;
        add(request);
        return true;
    }

    private void add(SipRequest request) {
        count++;
        var cnonce = HexFormat.of().toHexDigits(random.nextLong());
        request.set(header, last.answer(user, password, request, count, cnonce));
    }

    /** Never the password. */
    @Override
    public String toString() {
        return user;
    }
}
