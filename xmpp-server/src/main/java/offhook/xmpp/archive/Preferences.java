package offhook.xmpp.archive;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * What a user wants archived, XEP-0441. Immutable and safe to share.
 *
 * @param otherwise of those in neither list
 */
record Preferences(Otherwise otherwise, List<Jid> always, List<Jid> never) {

    static final Preferences EVERYTHING = new Preferences(Otherwise.ALWAYS, List.of(), List.of());

    private static final int MOST = 1_000;

    enum Otherwise {
        ALWAYS,
        NEVER,
        /** Whoever is in the roster. */
        ROSTER;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Preferences {
        always = List.copyOf(always);
        never = List.copyOf(never);
    }

    /**
     * Reads {@code <prefs/>}.
     *
     * @throws StanzaError if it is none
     */
    static Preferences read(Element prefs) {
        var otherwise = prefs.attribute("default").orElse("");
        for (var known : Otherwise.values()) {
            if (known.text().equals(otherwise)) {
                var read = new Preferences(known, jids(prefs, "always"), jids(prefs, "never"));
                if (read.always.size() + read.never.size() > MOST) {
                    throw StanzaError.resourceConstraint("at most " + MOST + " addresses");
                }
                return read;
            }
        }
        throw StanzaError.badRequest("default: expected always, never or roster");
    }

    private static List<Jid> jids(Element prefs, String list) {
        return prefs.child(list).stream()
                .flatMap(element -> element.children("jid", Query.NS).stream())
                .map(jid -> jid(jid.text().strip()))
                .distinct()
                .toList();
    }

    private static Jid jid(String text) {
        try {
            return Jid.parse(text);
        } catch (IllegalArgumentException e) {
            throw StanzaError.jidMalformed(e.getMessage());
        }
    }

    /** §2.2: a listed JID with a resource is that client alone. Who is in both lists is kept out. */
    boolean wants(Jid other, Predicate<Jid> inRoster) {
        if (matches(never, other)) {
            return false;
        }
        if (matches(always, other)) {
            return true;
        }
        return switch (otherwise) {
            case ALWAYS -> true;
            case NEVER -> false;
            case ROSTER -> inRoster.test(other.bare());
        };
    }

    private static boolean matches(List<Jid> list, Jid jid) {
        return list.contains(jid) || list.contains(jid.bare());
    }

    Element toElement() {
        return Element.of("prefs", Query.NS)
                .with("default", otherwise.text())
                .with(list("always", always))
                .with(list("never", never));
    }

    private static Element list(String name, List<Jid> jids) {
        return Element.of(name, Query.NS)
                .with(jids.stream()
                        .map(jid -> Element.of("jid", Query.NS, jid.toString()))
                        .toList());
    }
}
