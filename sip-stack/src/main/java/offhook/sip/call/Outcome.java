package offhook.sip.call;

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

    Outcome or(Outcome other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
