package offhook.xmpp.roster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.Roster.Push;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Roster items on the wire, RFC 6121 §2.1. */
public final class RosterXml {

    public static final String NS = "jabber:iq:roster";

    private RosterXml() {}

    static Element query(String version) {
        return Element.of("query", NS).with("ver", version);
    }

    /** §2.1.6: one item, with the version it brings the client to. */
    static Element push(Push push) {
        var item = push.item().listed()
                ? item(push.item())
                : Element.of("item", NS)
                        .with("jid", push.item().jid().toString())
                        .with("subscription", "remove");
        return query(push.version()).with(item);
    }

    /** One contact as its user sees it. */
    public static Element item(RosterItem item) {
        var groups = item.groups().stream()
                .map(group -> Element.of("group", NS, group))
                .toList();
        return Element.of("item", NS)
                .with("jid", item.jid().toString())
                .with("name", item.name().isEmpty() ? null : item.name())
                .with("subscription", item.subscription().attribute())
                .with("ask", item.asks() ? "subscribe" : null)
                .with("approved", item.approved() ? "true" : null)
                .with(groups);
    }

    /**
     * What a client wants an item to be.
     *
     * @param remove whether it is to go; then name and groups say nothing
     */
    record Wish(Jid jid, boolean remove, String name, List<String> groups) {}

    /** Reads a roster set; the errors are those of §2.3.3. */
    static Wish wish(Element query, RosterLimits limits) {
        var items = query.children("item", NS);
        if (items.size() != 1 || query.children().size() != 1) {
            throw StanzaError.badRequest("a roster set has exactly one item");
        }
        var item = items.get(0);
        var jid = jid(item.attribute("jid").orElseThrow(() -> StanzaError.badRequest("an item needs a jid")));
        if (item.attribute("subscription").filter("remove"::equals).isPresent()) {
            return new Wish(jid, true, "", List.of());
        }
        var name = item.attribute("name").orElse("");
        if (name.length() > limits.text()) {
            throw StanzaError.notAcceptable("a name has at most " + limits.text() + " characters");
        }
        return new Wish(jid, false, name, groups(item, limits));
    }

    private static List<String> groups(Element item, RosterLimits limits) {
        var groups = new ArrayList<String>();
        for (var group : item.children("group", NS)) {
            var name = group.text();
            if (name.isEmpty() || name.length() > limits.text()) {
                throw StanzaError.notAcceptable("a group's name has 1 to " + limits.text() + " characters");
            }
            groups.add(name);
        }
        if (new HashSet<>(groups).size() < groups.size()) {
            throw StanzaError.badRequest("a group is named twice");
        }
        if (groups.size() > limits.groups()) {
            throw StanzaError.notAcceptable("a contact is in at most " + limits.groups() + " groups");
        }
        return groups;
    }

    private static Jid jid(String text) {
        try {
            return Jid.parse(text);
        } catch (IllegalArgumentException e) {
            throw StanzaError.jidMalformed(e.getMessage());
        }
    }
}
