package offhook.xmpp.testing;

import java.util.List;
import java.util.Map;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.RosterItem;
import offhook.xmpp.roster.Subscription;
import offhook.xmpp.roster.Subscription.Half;

/** The names of RFC 6121 Appendix A.1, as texts of tests have them: "None + Pending Out+In", "To, approved". */
public final class States {

    /** All nine. */
    public static final Map<String, Subscription> ALL = Map.of(
            "None", new Subscription(Half.NO, Half.NO),
            "None + Pending Out", new Subscription(Half.ASKED, Half.NO),
            "None + Pending In", new Subscription(Half.NO, Half.ASKED),
            "None + Pending Out+In", new Subscription(Half.ASKED, Half.ASKED),
            "To", new Subscription(Half.YES, Half.NO),
            "To + Pending In", new Subscription(Half.YES, Half.ASKED),
            "From", new Subscription(Half.NO, Half.YES),
            "From + Pending Out", new Subscription(Half.ASKED, Half.YES),
            "Both", new Subscription(Half.YES, Half.YES));

    private States() {}

    public static Subscription subscription(String text) {
        var state = ALL.get(text.replace(", approved", "").strip());
        if (state == null) {
            throw new IllegalArgumentException("not a state of Appendix A: " + text);
        }
        return state;
    }

    /** Whether a request of the contact is approved in advance, RFC 6121 §3.4. */
    public static boolean approved(String text) {
        return text.contains(", approved");
    }

    /** What the server keeps of a contact in this state, who is in the roster if anything but a request put them there. */
    public static RosterItem item(Jid user, Jid contact, String text) {
        var subscription = subscription(text);
        boolean listed = subscription.to() != Half.NO || subscription.from() == Half.YES || approved(text);
        var request = "<presence xmlns='jabber:client' from='%s' to='%s' type='subscribe'/>".formatted(contact, user);
        return new RosterItem(
                contact,
                listed,
                "",
                List.of(),
                subscription,
                approved(text),
                subscription.from() == Half.ASKED ? request : "");
    }
}
