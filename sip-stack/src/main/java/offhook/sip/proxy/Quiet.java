package offhook.sip.proxy;

import java.util.Optional;
import offhook.directory.User;
import offhook.sip.message.Uri;

/** Who wants no calls now, and what becomes of these. Safe to share; answers from memory. */
@FunctionalInterface
public interface Quiet {

    /** Every phone rings. */
    Quiet NEVER = user -> Optional.empty();

    /**
     * What happens to a call in place of ringing.
     *
     * @param forward where it goes, an address of ours; empty: the caller hears that the callee is busy
     */
    record Answer(Optional<Uri> forward) {}

    /** Empty where the phones ring. */
    Optional<Answer> of(User user);
}
