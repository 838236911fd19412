package offhook.gateway.control;

/**
 * What there is of a PIN.
 *
 * @param state none, set or locked
 */
public record PinState(String state) {}
