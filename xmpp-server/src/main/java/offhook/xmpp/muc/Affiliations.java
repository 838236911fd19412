package offhook.xmpp.muc;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import offhook.directory.address.Jid;

/** Everybody who is something to a room. Immutable; safe to share. */
final class Affiliations {

    static final Affiliations NOBODY = new Affiliations(Map.of());

    private final Map<Jid, Affiliated> known;
    private final Map<String, Set<Jid>> reserved = new HashMap<>(); // likeness → whose

    private Affiliations(Map<Jid, Affiliated> known) {
        this.known = known;
        for (var entry : known.values()) {
            if (!entry.nick().isEmpty()) {
                reserved.computeIfAbsent(Likeness.of(entry.nick()), l -> new HashSet<>(2))
                        .add(entry.jid());
            }
        }
    }

    static Affiliations of(Collection<Affiliated> all) {
        return NOBODY.with(all);
    }

    /** What is kept of this user, whose resource is ignored; §9.2: the user's own entry first, then that of the domain. */
    Affiliation of(Jid user) {
        var own = known.get(user.bare());
        if (own == null && !user.local().isEmpty()) {
            own = known.get(Jid.of(user.domain()));
        }
        return own == null ? Affiliation.NONE : own.affiliation();
    }

    /** The user's own entry. */
    Optional<Affiliated> entry(Jid user) {
        return Optional.ofNullable(known.get(user.bare()));
    }

    Collection<Affiliated> all() {
        return known.values();
    }

    /** Everybody with this affiliation, by address. */
    List<Affiliated> list(Affiliation affiliation) {
        return known.values().stream()
                .filter(entry -> entry.affiliation() == affiliation)
                .sorted((a, b) -> a.jid().toString().compareTo(b.jid().toString()))
                .toList();
    }

    /** Whether a nickname, or one that people would take for it, is reserved for somebody else. */
    boolean isReserved(String nick, Jid user) {
        return reserved.getOrDefault(Likeness.of(nick), Set.of()).stream()
                .anyMatch(owner -> !owner.equals(user.bare()));
    }

    int size() {
        return known.size();
    }

    /** With these entries changed; an affiliation of none takes one out. */
    Affiliations with(Collection<Affiliated> changes) {
        var changed = new HashMap<>(known);
        for (var change : changes) {
            if (change.affiliation() == Affiliation.NONE) {
                changed.remove(change.jid());
            } else {
                changed.put(change.jid(), change);
            }
        }
        return new Affiliations(changed);
    }

    Affiliations without(Jid user) {
        return with(List.of(new Affiliated(user.bare(), Affiliation.NONE, "", "")));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affiliations affiliations && affiliations.known.equals(known);
    }

    @Override
    public int hashCode() {
        return known.hashCode();
    }

    @Override
    public String toString() {
        return known.values().toString();
    }
}
