package offhook.gateway;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import offhook.directory.People;
import offhook.directory.Refusal;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.directory.credentials.Password;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.stream.Registration;

/**
 * People make accounts for themselves, XEP-0077 §3.1: no name that dials, no administrator's, and from one address at
 * most five in an hour. Safe to share.
 */
final class SelfRegistration implements Registration {

    private static final Pattern DIALS = Pattern.compile("[0-9*#+().\\-]+");
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MOST = 5;
    private static final int ADDRESSES = 10_000;

    private record Count(Instant since, int made) {}

    private final String domain;
    private final Set<String> reserved;
    private final People people;
    private final InstantSource clock;
    private final boolean limited;
    private final Map<InetAddress, Count> counts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Count> eldest) {
            return size() > ADDRESSES;
        }
    };

    /**
     * @param reserved names that nobody can take
     * @param limited false for load tests
     */
    SelfRegistration(String domain, Set<String> reserved, People people, InstantSource clock, boolean limited) {
        this.domain = domain;
        this.reserved = Set.copyOf(reserved);
        this.people = people;
        this.clock = clock;
        this.limited = limited;
    }

    @Override
    public CompletionStage<Void> register(String username, String password, InetAddress from) {
        User user;
        Password secret;
        try {
            user = User.of(new UserId(Jid.of(username, domain).local()), domain);
            secret = Password.of(password);
        } catch (IllegalArgumentException e) {
            throw StanzaError.notAcceptable("neither name nor password may be empty or hold such characters");
        }
        if (DIALS.matcher(username).matches() || reserved.contains(user.id().value())) {
            throw StanzaError.notAcceptable("this name cannot be taken");
        }
        if (limited && !another(from)) {
            throw StanzaError.policyViolation("too many accounts from this address, try again in an hour");
        }
        return people.add(user, secret, Optional.empty())
                .<Void>thenApply(added -> null)
                .exceptionally(failure -> {
                    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof Refusal) {
                        throw StanzaError.conflict("this name is taken");
                    }
                    throw new CompletionException(cause);
                });
    }

    private synchronized boolean another(InetAddress from) {
        var now = clock.instant();
        var before = counts.get(from);
        var count = before == null || before.since().plus(WINDOW).isBefore(now) ? new Count(now, 0) : before;
        counts.put(from, new Count(count.since(), count.made() + 1));
        return count.made() < MOST;
    }
}
