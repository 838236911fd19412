package offhook.sip.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import offhook.directory.Callee;
import offhook.directory.User;
import offhook.runtime.work.Cause;
import offhook.sip.agent.Agent;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.MediaType;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.proxy.Step;
import offhook.sip.proxy.Walk;
import offhook.sip.registrar.Gruus;
import offhook.sip.transaction.ServerTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers PUBLISH for our people, RFC 3903 §6: from themselves, and from peers. Safe to share. */
final class Publishing implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
    private static final Duration USUAL = Duration.ofHours(1);

    private final Map<String, Publications<?>> publications;
    private final Refusals refusals;
    private final Expiry expiry;
    private final OwnAddresses own;
    private final Agent agent;

    Publishing(Map<String, Publications<?>> publications, Expiry expiry, OwnAddresses own, Agent agent) {
        this.publications = publications;
        this.refusals = new Refusals(publications.keySet(), expiry);
        this.expiry = expiry;
        this.own = own;
        this.agent = agent;
    }

    @Override
    public boolean take(Walk walk) {
        var request = walk.request();
        boolean ours = own.isOurs(request.uri());
        if (!request.is(Method.PUBLISH) || Gruus.isGruu(request.uri()) || !(ours || isOfThePbx(walk))) {
            return true;
        }
        Optional<Callee> whom = ours ? walk.callee() : own.find(request.uri());
        var known = Optional.<Publications<?>>ofNullable(
                publications.get(EventHeader.of(request).name()));
        if (!(whom.orElse(null) instanceof User about)) {
            walk.refusedAs(new SipFailure(known.isPresent() ? 403 : 489));
            return true;
        }
        refusals.guard(walk.transaction(), () -> {
            if (known.isEmpty()) {
                throw new SipFailure(489);
            }
            boolean isTheirs =
                    walk.sender().filter(user -> user.id().equals(about.id())).isPresent();
            if (!isTheirs && !walk.fromPeer()) {
                throw new SipFailure(403);
            }
            publish(walk, known.get(), about);
        });
        return false;
    }

    /** A PBX publishes by the addresses that it gives its extensions itself: RFC 4235 §3.13, Kamailio's pua_dialoginfo. */
    private boolean isOfThePbx(Walk walk) {
        return walk.fromPbx() && own.isOfTheHouse(walk.request().uri());
    }

    private void publish(Walk walk, Publications<?> to, User about) {
        var transaction = walk.transaction();
        var request = walk.request();
        if (Refusals.refusesExtensions(transaction, request) || refusesBody(transaction, request, to)) {
            return;
        }
        var lasts = walk.fromPeer() ? expiry.ofPeer(request, USUAL) : expiry.of(request, USUAL);
        var body = Optional.of(request)
                .filter(SipRequest::hasBody)
                .map(with -> new String(with.body(), StandardCharsets.UTF_8));
        to.change(about.id(), request.value(HeaderName.SIP_IF_MATCH), body, lasts, walk.fromPbx())
                .whenCompleteAsync(
                        (etag, failure) -> {
                            if (failure != null) {
                                LOG.error("A publication could not be written: {}", Cause.line(failure));
                                refusals.refuse(transaction, new SipFailure(500));
                            } else if (transaction.isOpen()) {
                                var response = transaction.response(200);
                                response.append(HeaderName.SIP_ETAG, etag);
                                response.append(HeaderName.EXPIRES, Long.toString(lasts.toSeconds()));
                                transaction.respond(response);
                            }
                        },
                        agent.loop(request.callId()));
    }

    private static boolean refusesBody(ServerTransaction transaction, SipRequest request, Publications<?> to) {
        if (!request.hasBody() || MediaType.is(request, to.contentType())) {
            return false;
        }
        var response = transaction.response(415);
        response.append(HeaderName.ACCEPT, to.contentType());
        transaction.respond(response);
        return true;
    }
}
