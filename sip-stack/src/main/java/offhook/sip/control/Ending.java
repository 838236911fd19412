package offhook.sip.control;

/** Why a call that we set up is over, or came to nothing. */
public enum Ending {
    /** They have talked, and one of them hung up. */
    HUNG_UP,
    /** The person who asked for it does not want it any more. */
    GIVEN_UP,
    /** No phone of theirs is registered, or none can be reached. */
    NO_PHONE,
    /** Their own phone was not picked up in time. */
    NOT_PICKED_UP,
    /** Their own phone has refused. */
    DECLINED_AT_OWN_PHONE,
    BUSY,
    NO_ANSWER,
    DECLINED,
    /** The callee has no phone that can be reached now. */
    UNREACHABLE,
    /** There is no such number. */
    NO_SUCH_NUMBER,
    /** The person may not call there, or is in too many calls. */
    NOT_ALLOWED,
    /** The two phones have no codec in common. */
    NOTHING_IN_COMMON,
    FAILED;

    /** What a final response of their own phones, 300 or more, says. */
    static Ending ofOwnPhone(int status, boolean rang) {
        return switch (status) {
            case 486, 600, 603, 607, 608 -> DECLINED_AT_OWN_PHONE;
            case 408, 480 -> rang ? NOT_PICKED_UP : NO_PHONE;
            case 404, 410, 430 -> NO_PHONE;
            case 415, 488, 606 -> NOTHING_IN_COMMON;
            default -> FAILED;
        };
    }

    /** What a final response of the callee, 300 or more, says. */
    static Ending ofCallee(int status, boolean rang) {
        return switch (status) {
            case 486, 600 -> BUSY;
            case 603, 607, 608 -> DECLINED;
            case 408, 480, 487 -> rang ? NO_ANSWER : UNREACHABLE;
            case 430 -> UNREACHABLE;
            case 404, 410, 484, 485, 604 -> NO_SUCH_NUMBER;
            case 401, 403, 407 -> NOT_ALLOWED;
            case 415, 488, 606 -> NOTHING_IN_COMMON;
            default -> FAILED;
        };
    }
}
