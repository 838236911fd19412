package offhook.sip.registrar;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Loop;
import offhook.sip.auth.Authenticator;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import offhook.sip.registrar.Registration.Expiries;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Shards;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers REGISTER, RFC 3261 §10.3. Safe to share. */
public final class Registrar {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    private static final Set<String> UNDERSTOOD = Set.of("path", "outbound", "gruu");

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
    private final Gruus gruus;
    private final Shards shards;
    private final Turns<Whose> turns = new Turns<>(MOST_WAITING);
    private final LongAdder registered = new LongAdder();
    private volatile Told told = new Told(-1, "");

    /** The date as it was told last, in whole seconds. */
    private record Told(long second, String date) {}

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
            Gruus gruus,
            Shards shards) {
        this.own = own;
        this.authenticator = authenticator;
        this.bindings = bindings;
        this.expiries = new Expiries(usual, shortest, longest);
        this.reachable = reachable;
        this.gruus = gruus;
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
            if (!request.to().uri().isSip()) {
                throw new SipFailure(400, "Bad To"); // RFC 4475 §3.3.4: an address of record is a SIP or SIPS URI
            }
            authenticator.authenticate(transaction, request).ifPresent(user -> register(transaction, request, user));
        } catch (SipFailure failure) {
            refuse(transaction, failure);
        }
    }

    /** Step 2; and RFC 3327 §5.3: whoever does not know of Path shall learn that somebody has added one. */
    private static boolean refuseExtensions(ServerTransaction transaction, SipRequest request) {
        var unknown = new ArrayList<>(request.values(HeaderName.REQUIRE));
        unknown.removeIf(option -> UNDERSTOOD.contains(option.toLowerCase(Locale.ROOT)));
        if (request.has(HeaderName.PATH) && !Outbound.supports(request, "path")) {
            unknown.add("path");
        }
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
                            request,
                            transaction.source(),
                            whose.user,
                            whose.aor,
                            expiries,
                            bindings.now(),
                            gruus::newSeries)
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
            LOG.error("Bindings of {} could not be written: {}", whose.user, Cause.line(failure));
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
            request.addresses(HeaderName.CONTACT).forEach(contact -> {
                checkLoop(contact.uri(), request.to().uri());
                reachable.check(contact.uri(), source);
            });
        }
        request.addresses(HeaderName.PATH).forEach(path -> reachable.check(path.uri(), source));
    }

    /** RFC 5627 §5.1: neither the address of record nor a GRUU leads to itself. */
    private void checkLoop(Uri contact, Uri aor) {
        if (contact.isEquivalent(aor)
                || (Gruus.isGruu(contact) && contact.host().equals(own.domain()))) {
            throw new SipFailure(403, "Contact Is An Address Of Record");
        }
    }

    private void accept(ServerTransaction transaction, SipRequest request, UserId user, String aor) {
        if (!transaction.isOpen()) {
            return;
        }
        registered.increment();
        var response = transaction.response(200);
        var now = bindings.now();
        boolean knowsGruus = Outbound.supports(request, "gruu");
        for (var binding : bindings.of(user, aor)) {
            if (binding.isUsable()) {
                long left = Duration.between(now, binding.expires()).toSeconds();
                var addresses = knowsGruus ? gruus(binding, request.to().uri()) : "";
                response.append(HeaderName.CONTACT, binding.contact() + addresses + ";expires=" + left);
            }
        }
        confirmFlow(response, request, transaction.source());
        for (var path : request.values(HeaderName.PATH)) {
            response.append(HeaderName.PATH, path);
        }
        response.append(HeaderName.DATE, date(now));
        transaction.respond(response);
    }

    private String date(Instant now) {
        var last = told;
        if (last.second != now.getEpochSecond()) {
            last = new Told(now.getEpochSecond(), DATE.format(now));
            told = last;
        }
        return last.date;
    }

    /** RFC 5627 §5.2. */
    private String gruus(Binding binding, Uri to) {
        var device = binding.device();
        if (device.instance().isEmpty()) {
            return "";
        }
        var aor = to.isSip() ? Uri.sip(to.user(), own.domain(), 0) : Uri.sip(binding.aor(), own.domain(), 0);
        return ";pub-gruu=\"" + Gruus.publicGruu(aor, device.instance()) + "\";temp-gruu=\""
                + gruus.temporaryGruu(device.series(), own.domain()) + '"';
    }

    /** RFC 5626 §6: says that the flow was understood, and how often a connection wants to hear something. */
    private static void confirmFlow(SipResponse response, SipRequest request, Flow source) {
        var flows = Outbound.of(request);
        boolean isFlow = flows.supported()
                && !request.values(HeaderName.CONTACT).contains("*")
                && request.addresses(HeaderName.CONTACT).stream()
                        .anyMatch(contact -> Device.of(contact, flows.applies()).isFlow());
        if (isFlow) {
            response.append(HeaderName.REQUIRE, "outbound");
            if (source.protocol().isReliable()) {
                response.append(HeaderName.FLOW_TIMER, Integer.toString(Outbound.FLOW_TIMER));
            }
        }
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
