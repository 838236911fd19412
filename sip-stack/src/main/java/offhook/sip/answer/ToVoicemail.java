package offhook.sip.answer;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import offhook.directory.RingGroup;
import offhook.directory.User;
import offhook.sip.agent.Agent;
import offhook.sip.agent.IncomingCall;
import offhook.sip.call.Outcome;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Diversions;
import offhook.sip.proxy.Identity;
import offhook.sip.proxy.Step;
import offhook.sip.proxy.Walk;

/**
 * The way of a call to voicemail: of one that is addressed to it, or that a PBX sends there (Diversion, RFC 5806;
 * History-Info, RFC 7044), and of one that the person does not take. Safe to share.
 */
public final class ToVoicemail {

    /** {@code vm+201} is the voicemail of whoever 201 is. */
    private static final String PREFIX = "vm+";

    /** RFC 3261 §21.4.26. */
    private static final int NOTHING_IN_COMMON = 488;

    private final OwnAddresses own;
    private final Agent agent;
    private final Supplier<Answering> who;

    public ToVoicemail(OwnAddresses own, Agent agent, Supplier<Answering> who) {
        this.own = own;
        this.agent = agent;
        this.who = who;
    }

    /** Before any phone rings. */
    public Step before() {
        return walk -> {
            if (walk.request().is(Method.INVITE)) {
                named(walk).ifPresent(walk::isForVoicemailOf);
                person(walk).flatMap(who.get()::answerAfter).ifPresent(walk::triesFor);
            }
            return true;
        };
    }

    /** When no phone has taken it. */
    public Step after() {
        return this::take;
    }

    private boolean take(Walk walk) {
        if (!walk.request().is(Method.INVITE) || walk.isDeclined()) {
            return true;
        }
        var direct = isAddressed(walk.request().uri());
        var box = person(walk).filter(user -> who.get().answerAfter(user).isPresent());
        boolean listens = direct && box.isEmpty() && isNumber(walk.request().uri());
        boolean untaken = box.isPresent() && (direct || isUntaken(walk.status()));
        if (!untaken && !(listens && who.get().picksUp())) {
            return true;
        }
        try {
            who.get().answer(call(walk, box));
            return false;
        } catch (SipFailure failure) {
            if (direct) {
                walk.refusedAs(failure);
            } else if (failure.status() == NOTHING_IN_COMMON) {
                walk.isToldOf(failure);
            }
            return true;
        }
    }

    private OwnCall call(Walk walk, Optional<User> box) {
        var request = walk.request();
        var caller = Identity.caller(walk, own);
        return new OwnCall(
                new IncomingCall(agent, walk.transaction(), request, walk.fromPeer()),
                request.callId(),
                walk.call(),
                box,
                caller,
                walk.sender().or(() -> caller.user().flatMap(own::person)));
    }

    /** A ring group may have somebody's voicemail. */
    private Optional<User> person(Walk walk) {
        var callee = walk.callee().orElse(null);
        if (callee instanceof RingGroup group) {
            return group.voicemail().flatMap(own::person);
        }
        return callee instanceof User user ? Optional.of(user) : Optional.empty();
    }

    /** The person whose voicemail is meant by the address itself, or by where the call was before. */
    private Optional<User> named(Walk walk) {
        var uri = walk.request().uri();
        if (!isAddressed(uri)) {
            return Optional.empty();
        }
        if (isNumber(uri)) {
            return walk.fromPeer() ? Diversions.original(walk.request(), own).flatMap(own::person) : Optional.empty();
        }
        return own.find(Uri.sip(uri.user().substring(PREFIX.length()), own.domain(), 0))
                .filter(User.class::isInstance)
                .map(User.class::cast)
                .filter(user -> who.get().answerAfter(user).isPresent());
    }

    private boolean isAddressed(Uri uri) {
        return own.isOurs(uri)
                && (isNumber(uri)
                        || (uri.user().startsWith(PREFIX) && uri.user().length() > PREFIX.length()));
    }

    private boolean isNumber(Uri uri) {
        return who.get()
                .number()
                .filter(number -> OwnAddresses.read(uri)
                        .filter(read -> read.user().equals(number))
                        .isPresent())
                .isPresent();
    }

    /** Nobody answered, nobody could be reached, or somebody does not want to be disturbed now; not for ever (RFC 8197). */
    private static boolean isUntaken(int status) {
        var outcome = Outcome.ofFinal(status, false, false);
        return status != 607
                && status != 608
                && List.of(Outcome.DECLINED, Outcome.UNREACHABLE).contains(outcome);
    }
}
