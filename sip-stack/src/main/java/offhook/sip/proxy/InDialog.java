package offhook.sip.proxy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import offhook.sip.call.Call;
import offhook.sip.call.CallTracker;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.locate.Locator;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.registrar.Phones;
import offhook.sip.sdp.MediaFlow;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Shards;
import offhook.sip.transport.Target;

/**
 * Requests within a dialog follow their Route, RFC 3261 §16.4 and §16.12. No state is needed for that, so a BYE passes
 * also after a restart; a call that the tracker knows hears of it. Safe to share.
 */
final class InDialog {

    private final RecordRoute recordRoute;
    private final OwnAddresses own;
    private final Locator locator;
    private final Phones phones;
    private final CallTracker tracker;
    private final Forwarding forwarding;
    private final Forks forks;
    private final Shards shards;
    private final DialogReach reach;

    InDialog(
            RecordRoute recordRoute,
            OwnAddresses own,
            Locator locator,
            Phones phones,
            CallTracker tracker,
            Forwarding forwarding,
            Forks forks,
            Shards shards,
            DialogReach reach) {
        this.recordRoute = recordRoute;
        this.own = own;
        this.locator = locator;
        this.phones = phones;
        this.tracker = tracker;
        this.forwarding = forwarding;
        this.forks = forks;
        this.shards = shards;
        this.reach = reach;
    }

    /** @param request may be changed */
    void request(ServerTransaction transaction, SipRequest request) {
        var walk = new Walk(transaction, request, List.of(), shards.of(request.callId()));
        LoopCheck.check(request, walk.loopMark, own);
        walk.begun = recordRoute.take(request);
        var to = destination(request, walk.begun, transaction.source()).orElseThrow(() -> new SipFailure(481));
        call(request).ifPresent(call -> {
            if (request.is(Method.BYE)) {
                call.hangsUp(tag(request.from().tag()), tag(request.to().tag()));
            } else {
                call.refreshed();
                walk.watcher = new DialogWatcher(call, request.copy());
            }
        });
        forks.start(walk, List.of(List.of(to)));
    }

    /** An ACK that leads nowhere is dropped. */
    void ack(SipRequest ack, Flow from) {
        var loopMark = LoopMark.of(ack);
        LoopCheck.check(ack, loopMark, own);
        destination(ack, recordRoute.take(ack), from).ifPresent(to -> {
            MediaFlow.isHeld(ack).ifPresent(held -> call(ack).ifPresent(call -> call.mediaInAck(held)));
            to.way().find(shards.of(ack.callId()), servers -> servers.stream()
                    .findFirst()
                    .ifPresent(hop -> forwarding.sendAck(ack, to, hop, loopMark)));
        });
    }

    /** Empty if nothing shows that the dialog went through us. */
    private Optional<Destination> destination(SipRequest request, Optional<RecordRoute.Begun> begun, Flow from) {
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        var next = RecordRoute.topRoute(request).orElseGet(request::uri);
        if (own.isOurs(next)) {
            throw new SipFailure(404);
        }
        Predicate<Target> allowed = hop -> reach.allows(request, begun.get(), from, hop);
        var known = phones.connection(next).map(Target::along).or(() -> Locator.literal(next));
        if (known.isPresent() && !allowed.test(known.get())) {
            throw new SipFailure(403, "Not Within This Dialog");
        }
        var way = known.map(Way::to).orElseGet(() -> Way.to(next, locator).where(allowed));
        return Optional.of(new Destination(Optional.empty(), request.uri(), way, List.of(), true));
    }

    private Optional<Call> call(SipMessage message) {
        return tracker.find(
                message.callId(), tag(message.from().tag()), tag(message.to().tag()));
    }

    private static String tag(Optional<String> tag) {
        return tag.orElse("");
    }
}
