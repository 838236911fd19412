package offhook.sip.transaction;

/** Why a transaction came to nothing. */
public enum TransactionFailure {
    /** Timer B, F or H: nobody answered. To a proxy it is a 408 (RFC 3261 §16.7). */
    TIMEOUT,
    /** The message could not be sent, or we hold as many transactions as we may. To a proxy it is a 503 (RFC 3261 §16.9). */
    TRANSPORT
}
