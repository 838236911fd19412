package offhook.sip.call;

/** How a call ended for one of the people it was for: the classes of the missed-call table. */
public enum Outcome {
    ANSWERED,
    /** Another device, another person of the ring group, or the far side of the PBX took it. */
    ANSWERED_ELSEWHERE,
    CALLER_HUNG_UP,
    RANG_OUT,
    TO_VOICEMAIL,
    DIVERTED,
    /** Refused as busy while the person was on another call. */
    BUSY,
    DECLINED,
    UNREACHABLE,
    /** A failure of the signalling that no person caused. */
    SIGNALLING_FAILURE,
    /** The caller is the callee, a feature code, or blocked. */
    IGNORED,
    /** Offhook went down while it rang. */
    CUT_BY_RESTART
}
