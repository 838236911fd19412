package offhook.sip.event;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.sip.agent.Dialog;

/** Keeps subscriptions over a restart. Safe to share. */
interface SubscriptionStore {

    CompletionStage<Void> put(SubscriptionRow row);

    CompletionStage<Void> remove(Dialog.Id dialog);

    /** Those that have not expired, and forgets the others. Blocks. */
    List<SubscriptionRow> open(Instant now);
}
