package offhook.sip.proxy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.sip.call.Outcome;
import offhook.sip.message.Reason;
import offhook.sip.message.SipResponse;

/** Is told what passes by while a request is being forwarded, on the loop of its Call-ID. */
interface Watcher {

    /** Nobody wants to know. */
    Watcher NOBODY = new Watcher() {};

    /** A provisional response but 100. */
    default void rings(Destination from, SipResponse response) {}

    /** A 2xx; from a phone of this person, if it is one of us. */
    default void answers(Optional<UserId> from, SipResponse response) {}

    /** Who is told what comes after a 2xx. */
    default Watcher answered() {
        return this;
    }

    /** None of a person's phones takes it; this is the best of their responses. */
    default void refuses(UserId user, int status) {}

    /** The phones of a person are given up. */
    default void stops(UserId user, Outcome why) {}

    /** The sender has cancelled it. */
    default void cancelled(List<Reason> reasons) {}

    /** The sender gets this final response, 300 or more, when the stage completes. */
    default CompletionStage<Void> refused(int status) {
        return CompletableFuture.completedFuture(null);
    }
}
