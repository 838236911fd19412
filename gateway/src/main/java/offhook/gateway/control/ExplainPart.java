package offhook.gateway.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.gateway.notify.AlertHistory;
import offhook.gateway.notify.MissedCalls;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.trace.Trace;
import offhook.sip.call.CallHistory;
import offhook.sip.call.CallRow.LegRow;
import offhook.sip.call.CallTable;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;

/** {@code /api/calls/{id}}: what happened in a call, and why there was or was no alert. */
public record ExplainPart(CallTable calls, AlertHistory alerts, Trace trace, MissedCalls missed) implements Part {

    @Override
    public void install(Calls to) {
        to.get("/calls/{id}", request -> completedStage(explain(request.variable("id"))));
    }

    /** Blocks. */
    private Explained explain(String id) {
        var history = calls.history(id);
        // Alerts are kept under the Call-ID with which the logical call began.
        var first = history.isEmpty() ? id : history.get(0).call().firstCallId();
        var told = alerts.about(first).stream().map(ExplainPart::told).toList();
        var wire = trace.read(id).stream().map(Crossed::of).toList();
        if (history.isEmpty() && told.isEmpty() && wire.isEmpty()) {
            throw new HttpFailure(404, "there is no call of that Call-ID; the log has a line for each call");
        }
        var settled = calls.database()
                .read(handle ->
                        missed.settled(history.stream().map(CallHistory::call).toList(), handle));
        return new Explained(
                history.stream().map(past -> invited(past, settled)).toList(), told, wire);
    }

    private Explained.Invited invited(CallHistory past, Optional<String> settled) {
        var invite = past.call().invite();
        return new Explained.Invited(
                invite.callId(),
                shown(invite.caller()),
                invite.dialled(),
                invite.ringGroup().orElse(null),
                invite.arrived().toString(),
                text(past.call().answered()),
                text(past.closed()),
                past.call().legs().stream()
                        .map(leg -> rang(leg, invite.caller(), settled))
                        .toList());
    }

    private Explained.Rang rang(LegRow leg, Caller caller, Optional<String> settled) {
        var reason = leg.outcome()
                .map(outcome -> reason(leg.user(), caller, outcome, settled))
                .orElse("the call goes on");
        return new Explained.Rang(
                leg.user().value(),
                leg.outcome().map(ExplainPart::words).orElse(null),
                leg.rang().toMillis(),
                reason);
    }

    private String reason(UserId callee, Caller caller, Outcome outcome, Optional<String> settled) {
        var own = missed.reason(callee, caller, outcome);
        return own.startsWith("missed") ? settled.orElse(own) : own;
    }

    private static Explained.Told told(AlertHistory.Told told) {
        return new Explained.Told(
                told.user().value(),
                words(told.channel()),
                words(told.state()),
                told.written().toString(),
                text(told.due()),
                told.attempts(),
                told.cause().orElse(null));
    }

    /** Whoever asks may see the logs, but these keep a withheld number out as well. */
    private static String shown(Caller caller) {
        if (caller.user().isPresent()) {
            return caller.user().map(UserId::value).get();
        }
        if (caller.withheld()) {
            return "withheld";
        }
        var name = caller.name().value();
        return name.isEmpty() ? caller.address().toString() : name + " <" + caller.address() + '>';
    }

    private static String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
