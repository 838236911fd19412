package offhook.xmpp.muc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Owners configure their room, or destroy it: XEP-0045 §10.1, §10.2, §10.9. Of the room's lane. */
final class Configuring {

    static final String NS = "http://jabber.org/protocol/muc#owner";

    private final Room room;
    private final Reconfiguration reconfiguration;
    private final ListChanges lists;

    Configuring(Room room, Reconfiguration reconfiguration, ListChanges lists) {
        this.room = room;
        this.reconfiguration = reconfiguration;
        this.lists = lists;
    }

    void asked(Iq iq) {
        if (room.affiliation(iq.from()) != Affiliation.OWNER) {
            throw StanzaError.forbidden("only owners may do that");
        }
        if (iq.type() == Iq.Type.GET) {
            room.send(iq.result(Element.of("query", NS).with(form().toElement())));
            return;
        }
        var destroy = iq.payload().child("destroy").orElse(null);
        if (destroy != null) {
            destroy(iq, destroy);
            return;
        }
        var form = DataForm.in(iq.payload())
                .orElseThrow(() -> StanzaError.badRequest("a form, or what destroys the room, is missing"));
        switch (form.type()) {
            case "cancel" -> cancel(iq);
            case "submit" -> submit(iq, form);
            default -> throw StanzaError.badRequest("a form is sent back with the type submit or cancel");
        }
    }

    private DataForm form() {
        var lists = room.state().affiliations();
        var form = ConfigForm.of("form", room.config(), room.policy().config().occupants());
        return (room.archive.isOffered() ? form : form.without(ConfigForm.LOGGING))
                .titled("Configuration of " + room.jid(), "What is left as it is does not change.")
                .with(ConfigForm.ADMINS, "jid-multi", "Admins", addresses(lists.list(Affiliation.ADMIN)))
                .with(ConfigForm.OWNERS, "jid-multi", "Owners", addresses(lists.list(Affiliation.OWNER)));
    }

    private static List<String> addresses(List<Affiliated> list) {
        return list.stream().map(entry -> entry.jid().toString()).toList();
    }

    /** §10.1.3: the first configuration cancelled is the end of the room; later it changes nothing. */
    private void cancel(Iq iq) {
        if (room.isLocked()) {
            room.destroy(Element.of("destroy", Notice.NS), iq, () -> room.send(iq.result()));
        } else {
            room.send(iq.result());
        }
    }

    /** §10.1.2: an empty form takes everything as it is. */
    private void submit(Iq iq, DataForm form) {
        if (!form.isEmpty() && !form.formType().equals(ConfigForm.FORM)) {
            throw StanzaError.badRequest("this is not the form of a room's configuration");
        }
        var before = room.state();
        var config =
                ConfigForm.apply(before.config(), form, room.policy().config().occupants());
        var changes = people(form);
        var affiliations = before.affiliations()
                .with(changes.stream().map(Effects.Change::after).toList());
        lists.check(affiliations);
        var after = before.with(config).with(affiliations);
        if (config.equals(before.config()) && changes.isEmpty()) {
            room.unlock();
            room.send(iq.result());
            return;
        }
        room.change(after, iq, () -> {
            boolean first = room.isLocked();
            room.unlock();
            room.send(iq.result());
            reconfiguration.happened(first ? config : before.config(), changes);
        });
    }

    /** §10.5, §10.8: the form holds the whole lists of admins and owners. */
    private List<Effects.Change> people(DataForm form) {
        var changes = new ArrayList<Effects.Change>();
        var owners = form.values(ConfigForm.OWNERS).map(Configuring::parsed).orElse(null);
        var admins = form.values(ConfigForm.ADMINS).map(Configuring::parsed).orElse(null);
        if (owners != null) {
            replace(Affiliation.OWNER, owners, changes);
        }
        if (admins != null) {
            if (owners != null) {
                admins.removeAll(owners);
            }
            replace(Affiliation.ADMIN, admins, changes);
        }
        return changes;
    }

    private void replace(Affiliation affiliation, Set<Jid> wanted, List<Effects.Change> changes) {
        var known = room.state().affiliations();
        for (var entry : known.list(affiliation)) {
            boolean moved =
                    changes.stream().anyMatch(change -> change.after().jid().equals(entry.jid()));
            if (!wanted.contains(entry.jid()) && !moved) {
                changes.add(new Effects.Change(entry, new Affiliated(entry.jid(), Affiliation.NONE, "", "")));
            }
        }
        for (var jid : wanted) {
            var before = known.entry(jid).orElse(new Affiliated(jid, Affiliation.NONE, "", ""));
            if (before.affiliation() != affiliation) {
                changes.removeIf(change -> change.after().jid().equals(jid));
                changes.add(new Effects.Change(before, new Affiliated(jid, affiliation, before.nick(), "")));
            }
        }
    }

    private static Set<Jid> parsed(List<String> texts) {
        var jids = new LinkedHashSet<Jid>();
        for (var text : texts) {
            if (!text.isBlank()) {
                jids.add(parsed(text.strip()));
            }
        }
        return jids;
    }

    private static Jid parsed(String text) {
        try {
            var jid = Jid.parse(text).bare();
            if (!jid.local().isEmpty()) {
                return jid;
            }
        } catch (IllegalArgumentException e) {
            throw StanzaError.notAcceptable(e.getMessage());
        }
        throw StanzaError.notAcceptable(text + " is nobody's address");
    }

    /** §10.9: with the alternate venue, its password, and the reason. */
    private void destroy(Iq iq, Element asked) {
        var destroy = Element.of("destroy", Notice.NS)
                .with("jid", asked.attribute("jid").map(Configuring::venue).orElse(null));
        for (var name : List.of("password", "reason")) {
            var text = asked.childText(name).orElse("");
            if (text.length() > Policy.LONGEST_TEXT) {
                throw StanzaError.policyViolation("the " + name + " is too long");
            }
            if (!text.isEmpty()) {
                destroy = destroy.with(Element.of(name, Notice.NS, text));
            }
        }
        room.destroy(destroy, iq, () -> room.send(iq.result()));
    }

    private static String venue(String text) {
        try {
            return Jid.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw StanzaError.jidMalformed(e.getMessage());
        }
    }
}
