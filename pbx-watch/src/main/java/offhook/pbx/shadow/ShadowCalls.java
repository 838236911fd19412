package offhook.pbx.shadow;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import offhook.pbx.subscription.Extensions.Extension;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.sip.agent.ContactListener;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;
import offhook.sip.call.OutsideLeg;
import offhook.sip.call.Reporter;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Reason;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;

/**
 * The calls that reach the shadow of an extension: it rings along and never answers, and the Reason with which it is
 * cancelled tells what the phones have done. Safe to share.
 */
final class ShadowCalls implements ContactListener {

    /** By then every proxy has given up: RFC 3261 §16.6 step 11, Timer C. */
    static final Duration LONGEST = Duration.ofMinutes(3);

    /** An extension that more people call at a time is under attack: it rings along for them, and nobody is told. */
    private static final int TOLD = 32;

    /** For what comes beyond that it is a phone without a line: there is a limit to the INVITEs that are kept. */
    private static final int MOST = 256;

    private final Extension extension;
    private final String contact;
    private final Reporter reporter;
    private final InstantSource clock;
    private final Function<String, Loop> loops;
    private final Map<ServerTransaction, Ringing> calls = new ConcurrentHashMap<>();

    /** @param leg what is told of it */
    private record Ringing(Optional<OutsideLeg> leg, Loop loop, Timer end) {}

    /**
     * @param contact where the shadow is called
     * @param loops where everything of a Call-ID happens
     */
    ShadowCalls(
            Extension extension, String contact, Reporter reporter, InstantSource clock, Function<String, Loop> loops) {
        this.extension = extension;
        this.contact = contact;
        this.reporter = reporter;
        this.clock = clock;
        this.loops = loops;
    }

    /**
     * Says 100 and nothing else: a 18x would be heard, and a final response would count. Where it says nothing, the PBX
     * repeats itself, and in the end gives up this contact alone (RFC 3261 §17.1.1.2, Timer B).
     */
    @Override
    public void invited(ServerTransaction invite, SipRequest request, Caller caller) {
        int others = calls.size();
        if (others >= MOST) {
            invite.drop();
            return;
        }
        // RFC 3261 §9.1: before a first response it cannot be cancelled, and Kamailio, which does so later, has lost
        // the Reason.
        invite.respond(invite.response(100));
        var loop = loops.apply(request.callId());
        var leg = others < TOLD ? Optional.of(leg(request, caller)) : Optional.<OutsideLeg>empty();
        var end = loop.after(LONGEST, () -> over(invite, 480, Optional.of(Outcome.RANG_OUT)));
        calls.put(invite, new Ringing(leg, loop, end));
        leg.ifPresent(reporter::sees);
    }

    @Override
    public void cancelled(ServerTransaction invite, SipRequest cancel) {
        over(invite, 487, Optional.of(Outcome.ofCancel(Reason.readable(cancel.values(HeaderName.REASON)))));
    }

    /** There is no shadow any more, and nobody will tell what becomes of the calls. */
    void end() {
        calls.forEach((invite, ringing) -> ringing.loop.execute(() -> over(invite, 480, Optional.empty())));
    }

    private void over(ServerTransaction invite, int status, Optional<Outcome> how) {
        var ringing = calls.remove(invite);
        if (ringing != null) {
            ringing.end.cancel();
            invite.refuse(new SipFailure(status));
            ringing.leg.ifPresent(leg -> reporter.over(leg.id(), how));
        }
    }

    private OutsideLeg leg(SipRequest invite, Caller caller) {
        var callId = invite.callId();
        var to = invite.to().uri();
        var dialled = to.isSip() ? to.user() : to.opaque();
        return new OutsideLeg(
                callId + ' ' + invite.topVia().branch().orElse(""),
                callId,
                Optional.of(callId),
                Optional.of(extension.user()),
                false,
                OutsideLeg.State.RINGING,
                caller,
                // Asterisk: a call to a contact is to the contact, whatever was dialled.
                dialled.isEmpty() || dialled.equals(contact) ? extension.number() : dialled,
                clock.instant());
    }
}
