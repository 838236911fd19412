package offhook.sip.registrar;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Keeps bindings over a restart. Safe to share. */
interface BindingStore {

    CompletionStage<Void> change(BindingChange change);

    /** Drops what has expired before this instant. */
    CompletionStage<Void> expire(Instant now);

    /** Everything there is. Blocks. */
    List<Binding> all();
}
