package offhook.sip.proxy;

import java.util.Optional;
import offhook.directory.User;
import offhook.sip.message.Uri;

/** Who wants no calls now, and what becomes of these. Safe to share; answers from memory. */
@FunctionalInterface
public interface Quiet {

    /** Every phone rings. */
    Quiet NEVER = user -> Optional.empty();

    /** What happens to a call in place of ringing. */
    sealed interface Answer {

        /** The caller hears that the callee is busy, and nobody answers in their stead. */
        record Busy() implements Answer {}

        /** The callee's voicemail has it at once; where they have none, the caller hears that they are busy. */
        record Voicemail() implements Answer {}

        /** It goes to somebody else of us; where the address is nobody's, the caller hears that the callee is busy. */
        record Forward(Uri to) implements Answer {}
    }

    /** Empty where the phones ring. */
    Optional<Answer> of(User user);
}
