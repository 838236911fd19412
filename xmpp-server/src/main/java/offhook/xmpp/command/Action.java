package offhook.xmpp.command;

import java.util.Arrays;
import java.util.Locale;

/** What a request wants of a command, XEP-0050 §4.1.4. */
enum Action {
    EXECUTE,
    CANCEL,
    PREV,
    NEXT,
    COMPLETE;

    static Action of(String text) {
        return Arrays.stream(values())
                .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(
                        () -> Mistake.MALFORMED_ACTION.error("an action is execute, cancel, prev, next or complete"));
    }

    /** What it means while this is asked, §3.4. */
    Action at(Step.Ask asked) {
        var forward = asked.last() ? COMPLETE : NEXT;
        if (this == EXECUTE) {
            return forward;
        }
        if (this == (asked.last() ? NEXT : COMPLETE)) {
            throw Mistake.BAD_ACTION.error(
                    "the action here is " + forward.name().toLowerCase(Locale.ROOT));
        }
        return this;
    }
}
