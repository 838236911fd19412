package offhook.gateway.contacts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import offhook.sip.event.document.PresenceInfo;
import offhook.sip.event.document.PresenceInfo.Note;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** What a PIDF document is in XMPP, RFC 8048 §6.3: for each resource that is available a presence without addresses. */
final class Availabilities {

    private static final String ID = "ID-";
    private static final int HIGHEST_PRIORITY = 127;
    private static final Set<String> SHOWS = Set.of("away", "chat", "dnd", "xa");
    private static final Set<String> BUSY = Set.of("on-the-phone", "busy", "dnd", "do-not-disturb");

    /** RFC 4480 §3.2: where somebody is who does these is not at their desk. */
    private static final Set<String> AWAY = Set.of(
            "away",
            "appointment",
            "breakfast",
            "dinner",
            "holiday",
            "in-transit",
            "lunch",
            "meal",
            "meeting",
            "performance",
            "permanent-absence",
            "sleeping",
            "steering",
            "travel",
            "vacation");

    private Availabilities() {}

    /** By resource, in the order of the document. */
    static Map<String, Element> of(PresenceInfo info) {
        var all = new LinkedHashMap<String, Element>();
        for (var tuple : info.tuples()) {
            var notes = tuple.notes().isEmpty() ? info.notes() : tuple.notes();
            var said = Said.by(notes);
            if (tuple.open() && said != Said.UNAVAILABLE) {
                all.put(resource(tuple.id()), presence(tuple, info.activities(), notes, said));
            }
        }
        return all;
    }

    /** Asterisk: says how things are in a note alone, and "busy" of all but "Ready". */
    private enum Said {
        READY,
        RINGING,
        TALKING,
        UNAVAILABLE,
        OTHER;

        static Said by(List<Note> notes) {
            return switch (notes.isEmpty() ? "" : notes.get(0).text().toLowerCase(Locale.ROOT)) {
                case "ready" -> READY;
                case "ringing" -> RINGING;
                case "on the phone", "on hold" -> TALKING;
                case "unavailable" -> UNAVAILABLE;
                default -> OTHER;
            };
        }
    }

    private static String resource(String id) {
        var name = id.startsWith(ID) ? id.substring(ID.length()) : id;
        return name.isBlank() ? "phone" : name;
    }

    private static Element presence(PresenceInfo.Tuple tuple, List<String> activities, List<Note> notes, Said said) {
        var children = new ArrayList<Element>();
        show(tuple, activities, said).ifPresent(show -> children.add(Element.of("show", Namespaces.CLIENT, show)));
        if (said != Said.READY) {
            notes.forEach(note -> children.add(status(note)));
        }
        tuple.priority()
                .ifPresent(priority -> children.add(Element.of(
                        "priority", Namespaces.CLIENT, Long.toString(Math.round(priority * HIGHEST_PRIORITY)))));
        return Element.of("presence", Namespaces.CLIENT).with(children);
    }

    private static Element status(Note note) {
        var status = Element.of("status", Namespaces.CLIENT, note.text());
        return note.language().isEmpty() ? status : status.with("lang", Namespaces.XML, note.language());
    }

    /** A phone that rings is nobody's hurry: one that is talked on is. */
    private static Optional<String> show(PresenceInfo.Tuple tuple, List<String> activities, Said said) {
        var own = tuple.show().filter(SHOWS::contains);
        if (own.isPresent() || said == Said.RINGING || said == Said.READY) {
            return own;
        }
        if (said == Said.TALKING || activities.stream().anyMatch(BUSY::contains)) {
            return Optional.of("dnd");
        }
        return activities.stream().anyMatch(AWAY::contains) ? Optional.of("away") : Optional.empty();
    }
}
