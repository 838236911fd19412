package offhook.gateway.control;

/**
 * That a delivery is to be tried again.
 *
 * @param address another one for a mail; null for the same
 */
public record Retry(String address) {}
