package offhook.sip.control;

import java.util.Optional;
import offhook.sip.sdp.Description;
import offhook.sip.sdp.Origin;

/**
 * What was said about media in one dialog: each description that we send there is the last one with another version, or the
 * same again, and none takes a medium away (RFC 3264 §8). Belongs to the loop of the call.
 */
final class Talk {

    private Origin origin;
    private Description told;
    private Description heard;

    /** @param session any number */
    Talk(long session) {
        origin = new Origin(session, 0);
    }

    void hears(Description description) {
        heard = description;
    }

    /** What they have said last; empty if nothing yet. */
    Optional<Description> heard() {
        return Optional.ofNullable(heard);
    }

    /** What we have said last. */
    Optional<Description> told() {
        return Optional.ofNullable(told);
    }

    /** An answer to what they said last, after which nothing is heard. */
    Description inactive() {
        return tell(heard.inactive(origin));
    }

    /** An offer that passes on what somebody else says. */
    Description offer(Description from) {
        return tell(told == null ? from : from.stretched(told));
    }

    /** An answer that passes on what somebody else says, to what they said last. */
    Description answer(Description from) {
        return tell(from.fitted(heard));
    }

    private Description tell(Description next) {
        if (told == null || !told.isLike(next)) {
            origin = origin.next();
        }
        told = next.by(origin);
        return told;
    }
}
