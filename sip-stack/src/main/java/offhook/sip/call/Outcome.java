package offhook.sip.call;

import java.util.List;
import java.util.Locale;
import offhook.sip.message.Reason;

/**
 * How a call ended for one of the people it was for: the classes of the missed-call table. Where somebody had several
 * legs of one call the earlier constant wins.
 */
public enum Outcome {
    ANSWERED,
    TO_VOICEMAIL,
    /** Another device, another person of the ring group, or the far side of the PBX took it. */
    ANSWERED_ELSEWHERE,
    CALLER_HUNG_UP,
    RANG_OUT,
    /** Offhook went down while it rang. */
    CUT_BY_RESTART,
    /** Sent on, and taken or lost where nobody told us; otherwise the outcome of where it was sent. */
    DIVERTED,
    /** Refused as busy while the person was on another call. */
    BUSY,
    DECLINED,
    UNREACHABLE,
    /** A failure of the signalling that no person caused. */
    SIGNALLING_FAILURE,
    /** The caller is the callee, a feature code, or blocked. */
    IGNORED;

    /**
     * What a final response to an INVITE, 300 or more, says about a person.
     *
     * @param rang whether a phone of theirs rang before
     * @param talking whether they were on another call
     */
    public static Outcome ofFinal(int status, boolean rang, boolean talking) {
        return switch (status) {
            case 486, 600 -> talking ? BUSY : DECLINED;
            case 603, 607, 608 -> DECLINED;
            case 487 -> CALLER_HUNG_UP;
            case 404, 408, 410, 430, 480, 604 -> rang ? RANG_OUT : UNREACHABLE;
            default -> {
                if (status < 400) {
                    yield DIVERTED;
                }
                if (status >= 500 && status < 600) {
                    yield rang ? RANG_OUT : UNREACHABLE;
                }
                yield SIGNALLING_FAILURE;
            }
        };
    }

    /** Why a phone stopped ringing, by the Reason values of its CANCEL; without any the caller has hung up. */
    public static Outcome ofCancel(List<Reason> reasons) {
        return reasons.stream().map(Outcome::ofReason).reduce(CALLER_HUNG_UP, Outcome::moreTelling);
    }

    /** A value that says nothing special does not hide one that does: "SIP;cause=487, Q.850;cause=19". */
    private static Outcome moreTelling(Outcome one, Outcome other) {
        if (one == CALLER_HUNG_UP) {
            return other;
        }
        return other == CALLER_HUNG_UP ? one : one.or(other);
    }

    private static Outcome ofReason(Reason reason) {
        if (reason.text().toLowerCase(Locale.ROOT).contains("completed elsewhere")) {
            return ANSWERED_ELSEWHERE;
        }
        int cause = reason.cause().orElse(0);
        return switch (reason.protocol().toUpperCase(Locale.ROOT)) {
            case "SIP" ->
                switch (cause) {
                    case 200 -> ANSWERED_ELSEWHERE;
                    case 408, 480 -> RANG_OUT;
                    case 486, 600, 603, 607, 608 -> DECLINED;
                    default -> CALLER_HUNG_UP;
                };
            case "Q.850" ->
                switch (cause) {
                    case 26 -> ANSWERED_ELSEWHERE;
                    case 18, 19 -> RANG_OUT;
                    case 17, 21 -> DECLINED;
                    default -> CALLER_HUNG_UP;
                };
            default -> CALLER_HUNG_UP;
        };
    }

    Outcome or(Outcome other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
