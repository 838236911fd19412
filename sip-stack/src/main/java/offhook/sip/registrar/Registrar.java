package offhook.sip.registrar;

import java.net.InetAddress;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.runtime.work.Loop;
import offhook.sip.auth.Authenticator;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.registrar.Registration.Expiries;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Shards;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers REGISTER, RFC 3261 §10.3. Safe to share. */
public final class Registrar {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    /** REGISTERs of one address of record that wait for the one before: many phones may share it. */
    private static final int MOST_WAITING = 32;

    /** RFC 3261 §20.17. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final OwnAddresses own;
    private final Authenticator authenticator;
    private final LocalBindings bindings;
    private final Expiries expiries;
    private final Reachable reachable;
    private final Shards shards;
    private final Turns<Whose> turns = new Turns<>(MOST_WAITING);
    private final LongAdder registered = new LongAdder();

    /** An address of record. */
    private record Whose(UserId user, String aor) {}

    /**
     * @param usual how long a binding lasts when the phone does not say
     * @param shortest what is less, and less than an hour, is refused
     * @param longest what is more is shortened
     * @param reachable where phones may be
     */
    public Registrar(
            OwnAddresses own,
            Authenticator authenticator,
            LocalBindings bindings,
            Duration usual,
            Duration shortest,
            Duration longest,
            Reachable reachable,
            Shards shards) {
        this.own = own;
        this.authenticator = authenticator;
        this.bindings = bindings;
        this.expiries = new Expiries(usual, shortest, longest);
        this.reachable = reachable;
        this.shards = shards;
    }

    /** REGISTER requests that were answered with 200. */
    public long registered() {
        return registered.sum();
    }

    public void register(ServerTransaction transaction, SipRequest request) {
        try {
            if (!own.isOurs(request.uri())) {
                throw new SipFailure(403, "Not Our Domain");
            }
            if (refuseExtensions(transaction, request)) {
                return;
            }
            authenticator.authenticate(transaction, request).ifPresent(user -> register(transaction, request, user));
        } catch (SipFailure failure) {
            refuse(transaction, failure);
        }
    }

    /** Step 2. Path is the only extension we need to understand. */
    private static boolean refuseExtensions(ServerTransaction transaction, SipRequest request) {
        var unknown = request.values(HeaderName.REQUIRE).stream()
                .filter(option -> !option.equalsIgnoreCase("path"))
                .toList();
        if (unknown.isEmpty()) {
            return false;
        }
        var response = transaction.response(420);
        response.append(HeaderName.UNSUPPORTED, String.join(", ", unknown));
        transaction.respond(response);
        return true;
    }

    private void register(ServerTransaction transaction, SipRequest request, User user) {
        var aor = aor(request, user);
        checkWhere(request, transaction.source().remote().getAddress());
        var whose = new Whose(user.id(), aor);
        var loop = shards.of(request.callId());
        // Step 7 compares with what there is, so a REGISTER that is not committed yet comes to its end first.
        if (!turns.take(whose, () -> runOn(loop, () -> change(transaction, request, whose)))) {
            throw new SipFailure(503);
        }
    }

    private static void runOn(Loop loop, Runnable work) {
        if (loop.here()) {
            work.run();
        } else {
            loop.execute(work);
        }
    }

    private void change(ServerTransaction transaction, SipRequest request, Whose whose) {
        committed(transaction, request, whose)
                .whenCompleteAsync(
                        (ok, failure) -> {
                            try {
                                answer(transaction, request, whose, failure);
                            } finally {
                                turns.end(whose);
                            }
                        },
                        shards.of(request.callId()));
    }

    private CompletionStage<Void> committed(ServerTransaction transaction, SipRequest request, Whose whose) {
        try {
            var change = new Registration(
                            request, transaction.source(), whose.user, whose.aor, expiries, bindings.now())
                    .change(bindings.of(whose.user, whose.aor));
            return change.isEmpty() ? CompletableFuture.completedFuture(null) : bindings.change(change);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private void answer(ServerTransaction transaction, SipRequest request, Whose whose, Throwable failure) {
        if (failure == null) {
            accept(transaction, request, whose.user, whose.aor);
        } else if (failure instanceof SipFailure refused) {
            refuse(transaction, refused);
        } else {
            LOG.error("Bindings of {} could not be written: {}", whose.user, failure.toString());
            refuse(transaction, new SipFailure(500));
        }
    }

    /** Steps 4 and 5: people register their own addresses. */
    private String aor(SipRequest request, User user) {
        var to = request.to().uri();
        var address = own.inDomain(to).filter(uri -> own.isOurs(to)).orElseThrow(() -> new SipFailure(404));
        var owner = own.find(to).orElseThrow(() -> new SipFailure(404));
        if (!(owner instanceof User other) || !other.id().equals(user.id())) {
            throw new SipFailure(403, "Not Your Address");
        }
        return address.user();
    }

    private void checkWhere(SipRequest request, InetAddress source) {
        if (!request.values(HeaderName.CONTACT).contains("*")) {
            request.addresses(HeaderName.CONTACT).forEach(contact -> reachable.check(contact.uri(), source));
        }
        request.addresses(HeaderName.PATH).forEach(path -> reachable.check(path.uri(), source));
    }

    private void accept(ServerTransaction transaction, SipRequest request, UserId user, String aor) {
        if (!transaction.isOpen()) {
            return;
        }
        registered.increment();
        var response = transaction.response(200);
        var now = bindings.now();
        for (var binding : bindings.of(user, aor)) {
            long left = Duration.between(now, binding.expires()).toSeconds();
            response.append(HeaderName.CONTACT, binding.contact() + ";expires=" + left);
        }
        for (var path : request.values(HeaderName.PATH)) {
            response.append(HeaderName.PATH, path);
        }
        response.append(HeaderName.DATE, DATE.format(now));
        transaction.respond(response);
    }

    private void refuse(ServerTransaction transaction, SipFailure failure) {
        if (failure.status() != 423 || !transaction.isOpen()) {
            transaction.refuse(failure);
            return;
        }
        var response = transaction.response(423);
        response.append(
                HeaderName.MIN_EXPIRES, Long.toString(expiries.shortest().toSeconds()));
        transaction.respond(response);
    }
}
