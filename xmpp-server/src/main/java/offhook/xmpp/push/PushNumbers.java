package offhook.xmpp.push;

/**
 * What became of pushes since the start.
 *
 * @param sent published to services
 * @param failed refused by them
 * @param disabled devices that are not told any more, since their services refused for good
 */
public record PushNumbers(long sent, long failed, long disabled) {}
