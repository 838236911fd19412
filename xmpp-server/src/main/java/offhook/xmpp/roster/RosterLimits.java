package offhook.xmpp.roster;

/**
 * How large a roster may grow.
 *
 * @param contacts that a user adds
 * @param groups that one contact is in
 * @param text the longest name of a contact or group, in characters
 * @param requests for subscription that wait for an answer
 */
public record RosterLimits(int contacts, int groups, int text, int requests) {

    public static final RosterLimits DEFAULT = new RosterLimits(5_000, 50, 1_000, 200);
}
