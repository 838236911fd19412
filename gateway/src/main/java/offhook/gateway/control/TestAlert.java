package offhook.gateway.control;

import java.util.concurrent.CompletionStage;
import offhook.directory.User;

/** Tells somebody of a call that never was, so that the way of an alert can be seen. */
@FunctionalInterface
public interface TestAlert {

    /** Completes with the name of the event when the alert is on its way: what {@code explain call} knows it by. */
    CompletionStage<String> missed(User user);
}
