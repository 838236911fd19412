package offhook.pbx;

import java.util.concurrent.CompletionStage;

/**
 * Something that tells what the phones of a PBX do, by the {@link offhook.sip.call.Reporter} that it was made with. Safe
 * to share.
 */
public interface CallEventSource {

    /** As {@code [pbx] watch} names it, where it is named there. */
    String name();

    /** Begins to watch, and begins again whenever the PBX was away. Returns at once. */
    void start();

    /** Ends it. What was told stays told. Completes when the PBX knows that, or will not. */
    CompletionStage<Void> stop();

    /** Whether the PBX can be heard. */
    boolean isUp();
}
