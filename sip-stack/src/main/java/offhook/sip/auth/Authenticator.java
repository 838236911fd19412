package offhook.sip.auth;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import offhook.directory.User;
import offhook.sip.guard.Bans;
import offhook.sip.guard.RateLimit;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Host;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Shards;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who sent a request, or challenges whoever did: 401 for REGISTER, where we are the registrar, 407 for the rest
 * (RFC 3261 §22). Challenges are stateless, never larger than they need to be, and only so many go to one address, since
 * the address of a datagram may be forged. Safe to share.
 */
public final class Authenticator {

    private static final int CHALLENGES_A_SECOND = 20;

    /** More than any phone sends for its person, and less than a stolen password is worth. */
    private static final int REQUESTS_A_SECOND = 100;

    private static final Logger LOG = LoggerFactory.getLogger("offhook.login");

    private final Digest digest;
    private final Shards shards;
    private final boolean limited;
    private final RateLimit challenges;
    private final RateLimit requests;
    private final FailedLogins failures;
    private final Bans bans;
    private final LongAdder challenged = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /**
     * @param bans hears of guesses
     * @param limited false for load tests: any number of requests and challenges, and no delay
     */
    public Authenticator(
            Digest digest, Shards shards, InstantSource clock, RandomGenerator random, Bans bans, boolean limited) {
        this.digest = digest;
        this.shards = shards;
        this.limited = limited;
        challenges = new RateLimit(clock, CHALLENGES_A_SECOND, random.nextInt());
        requests = new RateLimit(clock, REQUESTS_A_SECOND, random.nextInt());
        failures = new FailedLogins(clock);
        this.bans = bans;
    }

    /** 401 and 407 that were sent. */
    public long challenged() {
        return challenged.sum();
    }

    /** Wrong names or passwords. */
    public long failed() {
        return failed.sum();
    }

    /**
     * The person who sent the request; if it is empty, the request has its answer, or gets none.
     *
     * @throws SipFailure 503 if that person sends too many
     */
    public Optional<User> authenticate(ServerTransaction transaction, SipRequest request) {
        var client = transaction.source().remote().getAddress();
        var verdict = digest.check(request, credentials(request), client);
        if (verdict instanceof Verdict.Authenticated right) {
            if (limited && !requests.allows(right.user().id())) {
                throw new SipFailure(503);
            }
            return Optional.of(right.user());
        }
        if (verdict instanceof Verdict.Wrong wrong) {
            failed.increment();
            LOG.warn("login failed service=sip user={} address={}", clean(wrong.name()), Host.of(client));
            if (wrong.answersUs() || transaction.source().protocol().isReliable()) {
                bans.guessed(client);
            }
            challengeLater(failures.failed(wrong.name(), client), transaction, request);
        } else {
            challenge(transaction, request, verdict instanceof Verdict.Stale);
        }
        return Optional.empty();
    }

    private static HeaderName credentials(SipRequest request) {
        return request.is(Method.REGISTER) ? HeaderName.AUTHORIZATION : HeaderName.PROXY_AUTHORIZATION;
    }

    private void challengeLater(Duration delay, ServerTransaction transaction, SipRequest request) {
        if (delay.isZero() || !limited) {
            challenge(transaction, request, false);
        } else {
            shards.of(request.callId()).after(delay, () -> challenge(transaction, request, false));
        }
    }

    private void challenge(ServerTransaction transaction, SipRequest request, boolean stale) {
        if (!transaction.isOpen()) {
            return;
        }
        var client = transaction.source().remote().getAddress();
        var response = transaction.response(request.is(Method.REGISTER) ? 401 : 407);
        if (limited && !challenges.allows(client)) {
            transaction.drop();
            return;
        }
        challenged.increment();
        add(response, request, stale, client);
        transaction.respondStatelessly(response);
    }

    /** Whoever forges an address shall not have more sent there than they send. */
    private void add(SipResponse response, SipRequest request, boolean stale, InetAddress client) {
        var header = request.is(Method.REGISTER) ? HeaderName.WWW_AUTHENTICATE : HeaderName.PROXY_AUTHENTICATE;
        var values = digest.challenges(stale, client);
        response.append(header, values.get(0));
        if (values.size() == 1) {
            return;
        }
        int room = request.length() - response.length();
        for (var value : values.subList(1, values.size())) {
            room -= header.toString().length() + value.length() + 4;
            if (room < 0 && limited) {
                return;
            }
            response.append(header, value);
        }
    }

    /** Nothing a client sends may break the line or look like another part of it. */
    private static String clean(String name) {
        var clean = name.length() > 64 ? name.substring(0, 64) : name;
        return clean.isEmpty() ? "-" : clean.replaceAll("[^\\p{Alnum}@.+*#_-]", "_");
    }
}
