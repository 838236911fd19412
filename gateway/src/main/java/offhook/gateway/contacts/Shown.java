package offhook.gateway.contacts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.sip.event.document.PresenceInfo;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;

/** What a watcher sees of one contact, whose notifiers speak side by side where a SUBSCRIBE was forked. Not safe to share. */
final class Shown {

    private final Jid contact;
    private final Map<String, Map<String, Element>> told = new LinkedHashMap<>();
    private Map<String, Element> shown = Map.of();

    Shown(Jid contact) {
        this.contact = contact;
    }

    /** A notifier has told something; what differs is returned. */
    List<Presence> tells(String notifier, PresenceInfo info) {
        told.put(notifier, Availabilities.of(info));
        return differences();
    }

    /** What a notifier has told holds no more. */
    List<Presence> silent(String notifier) {
        told.remove(notifier);
        return differences();
    }

    private List<Presence> differences() {
        var now = new LinkedHashMap<String, Element>();
        told.values().forEach(now::putAll);
        var all = new ArrayList<Presence>();
        shown.keySet().stream().filter(resource -> !now.containsKey(resource)).forEach(resource -> full(resource)
                .ifPresent(jid -> all.add(gone(jid))));
        now.forEach((resource, presence) -> {
            if (!presence.equals(shown.get(resource))) {
                full(resource).ifPresent(jid -> all.add(from(jid, presence)));
            }
        });
        shown = now;
        return all;
    }

    /** Everything there is to see; that nobody is there, if there is nothing. */
    List<Presence> all() {
        return shown.isEmpty()
                ? List.of(gone(contact))
                : shown.entrySet().stream()
                        .flatMap(entry -> full(entry.getKey()).map(jid -> from(jid, entry.getValue())).stream())
                        .toList();
    }

    boolean isEmpty() {
        return shown.isEmpty();
    }

    /** Whatever was seen is so no longer. */
    List<Presence> leaves() {
        told.clear();
        return differences();
    }

    private static Presence gone(Jid jid) {
        return Presence.of(Presence.Type.UNAVAILABLE, jid, null);
    }

    private static Presence from(Jid jid, Element presence) {
        return (Presence) Stanza.of(presence.with("from", jid.toString()));
    }

    /** An id may be anything, a resource not. */
    private Optional<Jid> full(String resource) {
        return Stream.of(resource, "phone")
                .flatMap(name -> {
                    try {
                        return Stream.of(contact.withResource(name));
                    } catch (IllegalArgumentException e) {
                        return Stream.empty();
                    }
                })
                .findFirst();
    }
}
