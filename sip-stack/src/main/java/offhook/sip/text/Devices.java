package offhook.sip.text;

/**
 * Which of their writer's and of their reader's devices a text is between, RFC 5627: what "gr" says of them.
 *
 * @param from "" where nothing is known, or it does not matter
 * @param to the same
 */
public record Devices(String from, String to) {}
