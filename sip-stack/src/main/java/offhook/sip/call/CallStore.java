package offhook.sip.call;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Keeps calls, open and over. Safe to share. */
public interface CallStore {

    /** Writes what is known of a call now; a call that is closed stays closed. */
    CompletionStage<Void> save(CallRow call);

    /** Keeps nothing, and takes as long as to write a call: whoever waits for either cannot tell which it was. */
    CompletionStage<Void> pretend();

    /**
     * Closes all calls of a logical call.
     *
     * @param last runs in the same transaction, unless they were closed already
     */
    CompletionStage<Void> close(CallRecord call, List<CallRow> rows, Consumer<Handle> last);

    /** The calls that are not closed, those that arrived first come first. Blocks. */
    List<CallRow> open();

    /** Drops what was over before this instant. */
    CompletionStage<Void> forget(Instant before);
}
