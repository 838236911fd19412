package offhook.sip.transaction;

import java.time.Duration;

/**
 * How many transactions are kept, and what those are told who come too late.
 *
 * @param transactions server and client transactions of one loop; above nine tenths, what begins a call or a
 *     subscription is refused, and the rest is left to REGISTER and to what is in a dialog
 * @param retryAfter in a 503
 */
public record TransactionLimits(int transactions, Duration retryAfter) {

    public static final TransactionLimits DEFAULT = new TransactionLimits(200_000, Duration.ofSeconds(10));
}
