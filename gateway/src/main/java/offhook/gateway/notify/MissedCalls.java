package offhook.gateway.notify;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.sip.call.CallRecord;
import offhook.sip.call.CallRecord.LegRecord;
import offhook.sip.call.CallRow;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who is told of a call that is over: one alert per person and logical call, and only when it is true. Safe to share. */
public final class MissedCalls {

    private static final Logger log = LoggerFactory.getLogger(MissedCalls.class);

    private final Directory directory;
    private final Notifier notifier;
    private final Supplier<MissedCallsConfig> config;
    private final BiPredicate<Jid, Jid> blocks;
    private final AtVoicemail voicemail;

    /**
     * @param config asked each time, so that a reload holds at once
     * @param blocks whether the first account keeps the second away (XEP-0191); must not block
     * @param voicemail the call of somebody who left one is told by that alone
     */
    public MissedCalls(
            Directory directory,
            Notifier notifier,
            Supplier<MissedCallsConfig> config,
            BiPredicate<Jid, Jid> blocks,
            AtVoicemail voicemail) {
        this.directory = directory;
        this.notifier = notifier;
        this.config = config;
        this.blocks = blocks;
        this.voicemail = voicemail;
    }

    /** Writes the alerts of a call in the transaction that closes it. */
    public void callEnded(CallRecord call, Handle tx) {
        for (var leg : call.legs()) {
            if (leg.outcome() == Outcome.UNREACHABLE || leg.outcome() == Outcome.SIGNALLING_FAILURE) {
                log.warn("call {} for {}: {}", call.id(), leg.user(), leg.outcome());
            }
        }
        var alerts = alerts(call, config.get());
        if (alerts.isEmpty()) {
            return; // as for nearly all calls
        }
        // Of a ring group, or of people who send their calls on, the one with the voicemail is told for all.
        var fate = voicemail.fate(call.id(), tx);
        var topic = new CallerLine(call.caller()).topic(directory.domain());
        for (var alert : alerts) {
            if (isBlocked(alert.user(), alert.caller())) {
                log.info("call {} for {}: no alert, they block the caller", alert.event(), alert.user());
            } else {
                switch (fate) {
                    case LEFT -> log.info("call {} for {}: its voicemail is the alert", alert.event(), alert.user());
                    case PICKED_UP -> log.info("call {} for {}: they listened", alert.event(), alert.user());
                    case NO_ROOM -> notifier.add(alert.withNoRoom(), topic, tx);
                    case NOTHING -> notifier.add(alert, topic, tx);
                }
            }
        }
    }

    private boolean isBlocked(UserId callee, Caller caller) {
        var account = jid(callee);
        var other = caller.user().flatMap(this::jid);
        return account.isPresent() && other.isPresent() && blocks.test(account.get(), other.get());
    }

    private Optional<Jid> jid(UserId id) {
        return directory.user(id).map(User::jid);
    }

    /** The alerts of a call. If anybody picked up, the caller got what they wanted and nobody missed anything. */
    static List<MissedCall> alerts(CallRecord call, MissedCallsConfig config) {
        if (call.answeredBy().isPresent() || call.legs().stream().anyMatch(leg -> leg.outcome() == Outcome.ANSWERED)) {
            return List.of();
        }
        return call.legs().stream()
                .filter(leg -> call.caller().user().filter(leg.user()::equals).isEmpty())
                .filter(leg -> isMissed(leg.outcome(), config))
                .map(leg -> alert(call, leg))
                .toList();
    }

    /** The table of outcomes. */
    private static boolean isMissed(Outcome outcome, MissedCallsConfig config) {
        return switch (outcome) {
            case CALLER_HUNG_UP, RANG_OUT, BUSY, UNREACHABLE, CUT_BY_RESTART -> true;
            // Nobody tells how the voicemail of a PBX ended: what is known is that the person did not answer.
            case TO_VOICEMAIL -> true;
            case DECLINED -> config.declined();
            // The diverted leg has an outcome of its own.
            case DIVERTED -> false;
            case ANSWERED, ANSWERED_ELSEWHERE, SIGNALLING_FAILURE, IGNORED -> false;
        };
    }

    /** Why somebody is told of a call that ended like this for them, or is not, as things are now; for people. */
    public String reason(UserId callee, Caller caller, Outcome outcome) {
        if (caller.user().filter(callee::equals).isPresent()) {
            return "not missed: they called themselves";
        }
        var rules = config.get();
        var why = why(outcome, rules);
        if (!isMissed(outcome, rules)) {
            return "not missed: " + why;
        }
        return "missed: " + why + (isBlocked(callee, caller) ? "; no alert, they block the caller" : "");
    }

    /**
     * Why nobody is told that they missed a call, whatever their own phones saw; empty where each counts for itself. For
     * people.
     *
     * @param rows its INVITEs
     */
    public Optional<String> settled(List<CallRow> rows, Handle tx) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var legs = rows.stream().flatMap(row -> row.legs().stream());
        if (legs.anyMatch(leg -> leg.outcome().filter(Outcome.ANSWERED::equals).isPresent())) {
            return Optional.of("not missed: somebody else answered");
        }
        return switch (voicemail.fate(rows.get(0).firstCallId(), tx)) {
            case LEFT -> Optional.of("not missed: the caller left a voicemail, which is told in its stead");
            case PICKED_UP -> Optional.of("not missed: somebody listened to their voicemails");
            case NO_ROOM, NOTHING -> Optional.empty();
        };
    }

    private static String why(Outcome outcome, MissedCallsConfig config) {
        return switch (outcome) {
            case ANSWERED -> "they answered";
            case TO_VOICEMAIL -> "voicemail answered for them";
            case ANSWERED_ELSEWHERE -> "somebody else, or another device, answered";
            case CALLER_HUNG_UP -> "the caller hung up before they answered";
            case RANG_OUT -> "it rang until the end and they did not answer";
            case CUT_BY_RESTART -> "the server went down while it rang";
            case DIVERTED -> "the call was sent on, and counts where it was sent";
            case BUSY -> "they were on another call";
            case DECLINED -> "they declined" + (config.declined() ? "" : " ([missed_calls] declined = false)");
            case UNREACHABLE -> "no phone of theirs could be reached";
            case SIGNALLING_FAILURE -> "the signalling failed, which is nobody's call";
            case IGNORED -> "the caller is the callee, a feature code, or blocked";
        };
    }

    private static MissedCall alert(CallRecord call, LegRecord leg) {
        return new MissedCall(
                leg.user(), call.id(), call.fromTag(), call.caller(), call.arrived(), leg.rang(), leg.outcome());
    }
}
