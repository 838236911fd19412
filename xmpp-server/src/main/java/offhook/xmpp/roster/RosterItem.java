package offhook.xmpp.roster;

import java.util.List;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.Subscription.Half;

/**
 * What a user's server knows about one contact, RFC 6121 §2.1.2. Immutable.
 *
 * @param listed whether the contact stands in the roster: one who only asked for a subscription does not (§3.1.3)
 * @param name the handle; "" for none
 * @param approved whether a subscription request of the contact is approved in advance (§3.4)
 * @param request the contact's subscription request as it came, until it is answered; "" for none (§3.1.3 rule 4)
 */
public record RosterItem(
        Jid jid,
        boolean listed,
        String name,
        List<String> groups,
        Subscription subscription,
        boolean approved,
        String request) {

    public RosterItem {
        groups = List.copyOf(groups);
    }

    /** A contact of whom nothing is known: "None", Appendix A.1. */
    public static RosterItem unknown(Jid jid) {
        return new RosterItem(jid, false, "", List.of(), Subscription.NONE, false, "");
    }

    /** Listed under this name in these groups, as the user wants it. */
    public RosterItem listed(String newName, List<String> newGroups) {
        return new RosterItem(jid, true, newName, newGroups, subscription, approved, request);
    }

    /** The user has removed it: a pending request of the contact is all that may remain. */
    public RosterItem removed() {
        var from = subscription.from() == Half.ASKED ? Half.ASKED : Half.NO;
        return new RosterItem(jid, false, "", List.of(), new Subscription(Half.NO, from), false, request);
    }

    /** The contact is gone for good: it may stay in the roster, but nothing binds the two. */
    public RosterItem orphaned() {
        return listed ? new RosterItem(jid, true, name, groups, Subscription.NONE, false, "") : unknown(jid);
    }

    /** After a stanza that the user sent: whatever is more than a pending request puts the contact in the roster. */
    public RosterItem after(Subscription.Sent sent) {
        return with(sent.next(), sent.approved(), request);
    }

    /**
     * After a stanza that the contact sent.
     *
     * @param stanza what came, kept while it waits for an answer
     */
    public RosterItem after(Subscription.Received received, String stanza) {
        return with(received.next(), received.approved(), request.isEmpty() ? stanza : request);
    }

    private RosterItem with(Subscription next, boolean nextApproved, String stanza) {
        boolean inRoster = listed || next.to() != Half.NO || next.from() == Half.YES || nextApproved;
        return new RosterItem(jid, inRoster, name, groups, next, nextApproved, next.from() == Half.ASKED ? stanza : "");
    }

    /** Whether the user's clients see a difference. */
    public boolean looksLike(RosterItem other) {
        return listed == other.listed
                && name.equals(other.name)
                && groups.equals(other.groups)
                && approved == other.approved
                && subscription.attribute().equals(other.subscription.attribute())
                && asks() == other.asks();
    }

    /** Whether the item carries ask='subscribe', §2.1.2.2. */
    public boolean asks() {
        return subscription.to() == Half.ASKED;
    }

    /** Whether the user sees the contact's presence. */
    public boolean sees() {
        return subscription.to() == Half.YES;
    }

    /** Whether the contact sees the user's presence. */
    public boolean isSeen() {
        return subscription.from() == Half.YES;
    }
}
