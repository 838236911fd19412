package offhook.xmpp.muc;

import java.util.ArrayList;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;

/**
 * What the room says about an occupant besides what it is: {@code <x/>} of muc#user, XEP-0045 §5.1, §5.2, §7.2.2. Immutable.
 *
 * @param codes status codes, §16.6
 * @param newNick the nickname it changes to, or ""
 * @param actor the nickname of whoever did this, or ""
 * @param reason or ""
 * @param destroyed {@code <destroy/>}, or null
 */
record Notice(List<Integer> codes, String newNick, String actor, String reason, Element destroyed) {

    static final String NS = "http://jabber.org/protocol/muc#user";
    static final Notice NONE = new Notice(List.of(), "", "", "", null);

    /** The presence is about the reader. */
    static final int SELF = 110;

    static Notice code(int... codes) {
        var all = new ArrayList<Integer>();
        for (int code : codes) {
            all.add(code);
        }
        return new Notice(List.copyOf(all), "", "", "", null);
    }

    static Notice nick(String newNick) {
        return new Notice(List.of(303), newNick, "", "", null);
    }

    static Notice destroyed(Element destroy) {
        return new Notice(List.of(), "", "", "", destroy);
    }

    /** Who did it, and why. */
    Notice by(String newActor, String newReason) {
        return new Notice(codes, newNick, newActor, newReason, destroyed);
    }

    /** With a code before the others. */
    Notice and(int code) {
        var more = new ArrayList<Integer>();
        more.add(code);
        more.addAll(codes);
        return new Notice(List.copyOf(more), newNick, actor, reason, destroyed);
    }

    /** @param address what is told of the real address, or null */
    Element toElement(Affiliation affiliation, Role role, Jid address) {
        var item = Element.of("item", NS)
                .with("affiliation", affiliation.text())
                .with("role", role.text())
                .with("jid", address == null ? null : address.toString())
                .with("nick", newNick.isEmpty() ? null : newNick);
        if (!actor.isEmpty()) {
            item = item.with(Element.of("actor", NS).with("nick", actor));
        }
        if (!reason.isEmpty()) {
            item = item.with(Element.of("reason", NS, reason));
        }
        var x = Element.of("x", NS).with(item);
        if (destroyed != null) {
            x = x.with(destroyed);
        }
        return x.with(statuses());
    }

    /** {@code <x/>} with nothing but the codes. */
    Element toElement() {
        return Element.of("x", NS).with(statuses());
    }

    private List<Element> statuses() {
        return codes.stream()
                .map(code -> Element.of("status", NS).with("code", code.toString()))
                .toList();
    }
}
