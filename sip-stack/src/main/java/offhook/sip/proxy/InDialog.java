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
import offhook.sip.message.Uri;
import offhook.sip.registrar.Gruus;
import offhook.sip.registrar.Phones;
import offhook.sip.sdp.MediaFlow;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Shards;
import offhook.sip.transport.Target;
import offhook.sip.transport.Transport;

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
    private final DeviceLines devices;
    private final Transport transport;

    InDialog(
            RecordRoute recordRoute,
            OwnAddresses own,
            Locator locator,
            Phones phones,
            CallTracker tracker,
            Forwarding forwarding,
            Forks forks,
            Shards shards,
            DialogReach reach,
            DeviceLines devices,
            Transport transport) {
        this.recordRoute = recordRoute;
        this.own = own;
        this.locator = locator;
        this.phones = phones;
        this.tracker = tracker;
        this.forwarding = forwarding;
        this.forks = forks;
        this.shards = shards;
        this.reach = reach;
        this.devices = devices;
        this.transport = transport;
    }

    /** @param request may be changed */
    void request(ServerTransaction transaction, SipRequest request) {
        var walk = new Walk(transaction, request, List.of(), shards.of(request.callId()));
        LoopCheck.check(request, walk.loopMark, own);
        var taken = recordRoute.take(request);
        walk.begun = taken.begun();
        var to = destination(request, taken, transaction.source()).orElseThrow(() -> new SipFailure(481));
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
    private Optional<Destination> destination(SipRequest request, RecordRoute.Taken taken, Flow from) {
        var begun = taken.begun();
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        if (taken.flow().isPresent()) {
            return Optional.of(Destination.of(request.uri(), along(taken.flow().get()), true));
        }
        var next = RecordRoute.topRoute(request).orElseGet(request::uri);
        if (Gruus.isGruu(next) && own.isOurs(next)) {
            return Optional.of(device(next));
        }
        if (own.isOurs(next)) {
            throw new SipFailure(404);
        }
        Predicate<Target> allowed = hop -> reach.allows(request, begun.get(), from, hop);
        var known = phones.connection(next).map(Target::along).or(() -> Locator.literal(next));
        if (known.isPresent() && !allowed.test(known.get())) {
            throw new SipFailure(403, "Not Within This Dialog");
        }
        var way = known.map(Way::to).orElseGet(() -> Way.to(next, locator).where(allowed));
        return Optional.of(Destination.of(request.uri(), way, true));
    }

    /** RFC 5626 §5.3.1: by this flow or not at all. */
    private Way along(FlowTokens.End end) {
        return transport
                .existing(end.protocol(), end.remote())
                .map(flow -> Way.to(Target.along(flow)))
                .orElseThrow(() -> new SipFailure(430));
    }

    /** RFC 5627 §6.1: a device may be its own Contact; the dialog has been past its Path already. */
    private Destination device(Uri gruu) {
        return devices.of(gruu).orElseThrow(() -> new SipFailure(404)).groups().stream()
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow(() -> new SipFailure(480));
    }

    private Optional<Call> call(SipMessage message) {
        return tracker.find(
                message.callId(), tag(message.from().tag()), tag(message.to().tag()));
    }

    private static String tag(Optional<String> tag) {
        return tag.orElse("");
    }
}
