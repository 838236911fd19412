package offhook.sip.call;

import java.time.Instant;
import java.util.Optional;

/**
 * A call as the database remembers it.
 *
 * @param closed when the logical call was decided; empty while it goes on
 */
public record CallHistory(CallRow call, Optional<Instant> closed) {}
