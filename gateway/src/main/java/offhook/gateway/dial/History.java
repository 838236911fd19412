package offhook.gateway.dial;

import java.util.List;
import java.util.Optional;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.address.Jid;
import offhook.gateway.notify.Callers;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;
import offhook.sip.call.RecentCall;
import offhook.sip.call.RecentCalls;

/** A person's last calls, for them to read and to call back. Its methods block. Safe to share. */
final class History {

    /** How far back an alert may be that is answered. */
    private static final int REMEMBERED = 200;

    private final Directory directory;
    private final RecentCalls calls;

    History(Directory directory, RecentCalls calls) {
        this.directory = directory;
        this.calls = calls;
    }

    List<RecentCall> last(User person, int most) {
        return calls.of(person.id(), most);
    }

    /** The other side of a call. */
    Caller other(RecentCall call) {
        return call.outgoing() ? Caller.of(directory, call.dialled(), "", directory.domain()) : call.caller();
    }

    /** "Sun 22 Nov 14:05 ← Romeo Montague (202): missed". */
    String line(User person, RecentCall call) {
        var words = new DialWords(person);
        return words.when(call.at()) + (call.outgoing() ? " → " : " ← ")
                + Callers.shown(other(call), person.language())
                + ": " + outcome(call, words);
    }

    private static String outcome(RecentCall call, DialWords words) {
        if (call.talked().isPresent()) {
            return words.get("history.answered", DialWords.length(call.talked().get()));
        }
        return words.get((call.outgoing() ? "history.out." : "history.in.") + kind(call.outcome()));
    }

    private static String kind(Optional<Outcome> outcome) {
        return outcome.map(what -> switch (what) {
                    case BUSY, DECLINED -> "busy";
                    case UNREACHABLE -> "unreachable";
                    case TO_VOICEMAIL -> "voicemail";
                    case ANSWERED_ELSEWHERE, ANSWERED, DIVERTED -> "elsewhere";
                    case CALLER_HUNG_UP, RANG_OUT, CUT_BY_RESTART, SIGNALLING_FAILURE, IGNORED -> "missed";
                })
                .orElse("missed");
    }

    /**
     * Whom an alert was about, by the address that it came from; where that names nobody, who was the last to be missed.
     */
    Optional<Caller> alerted(User person, Jid alert) {
        var received = last(person, REMEMBERED).stream()
                .filter(call -> !call.outgoing())
                .toList();
        return received.stream()
                .map(RecentCall::caller)
                .filter(caller -> Callers.isAlert(alert, caller, directory.domain()))
                .findFirst()
                .or(() -> alert.isBare() && alert.local().isEmpty()
                        ? received.stream()
                                .filter(call -> call.talked().isEmpty())
                                .map(RecentCall::caller)
                                .findFirst()
                        : Optional.empty());
    }
}
