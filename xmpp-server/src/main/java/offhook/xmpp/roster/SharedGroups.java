package offhook.xmpp.roster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import offhook.directory.Directory;
import offhook.directory.DirectoryListener;
import offhook.directory.User;
import offhook.directory.address.Jid;

/**
 * Who shares a group of the directory with whom: they see each other in their rosters. It follows every change of the
 * directory and tells it on as pictures of before and after, in order. Safe to share.
 */
public final class SharedGroups implements DirectoryListener {

    private final Directory directory;
    private volatile Picture now = new Picture(Map.of(), Map.of());
    private Consumer<Change> listener = change -> {};

    public SharedGroups(Directory directory) {
        this.directory = directory;
    }

    /** Reads the directory, and from now on tells the listener of each change; it must not block. */
    public void follow(Consumer<Change> changes) {
        directory.listen(this);
        synchronized (this) {
            directory.users().stream()
                    .filter(user -> !now.memberships.containsKey(user.jid()))
                    .forEach(user -> now = now.with(user.jid(), Optional.of(user)));
            listener = changes;
        }
    }

    /** The groups as they are now. */
    public Picture now() {
        return now;
    }

    @Override
    public synchronized void changed(Optional<User> before, Optional<User> after) {
        var person = after.or(() -> before).orElseThrow().jid();
        var was = now;
        now = was.with(person, after);
        var touched = new HashSet<>(was.groupsOf(person));
        touched.addAll(now.groupsOf(person));
        if (!touched.isEmpty()) {
            listener.accept(new Change(person, touched, was, now));
        }
    }

    /**
     * One person came, went, moved or got another name.
     *
     * @param groups those the person was or is in
     */
    public record Change(Jid person, Set<String> groups, Picture before, Picture after) {

        /** Everybody whose roster may look different now. */
        public Set<Jid> touched() {
            var touched = new HashSet<Jid>();
            touched.add(person);
            for (var group : groups) {
                touched.addAll(before.members(group).names.keySet());
                touched.addAll(after.members(group).names.keySet());
            }
            return touched;
        }

        /** Whether the person is in a group no more. */
        boolean isLeaving() {
            return !after.groupsOf(person).containsAll(before.groupsOf(person));
        }

        /** The contacts of one of them whose item may look different now. */
        public Set<Jid> contactsOf(Jid account) {
            var contacts = account.equals(person) ? touched() : new HashSet<>(Set.of(person));
            contacts.remove(account);
            return contacts;
        }
    }

    /** Who was in which group at one moment. Immutable. */
    public static final class Picture {

        private final Map<String, Members> groups;
        private final Map<Jid, Set<String>> memberships;

        private Picture(Map<String, Members> groups, Map<Jid, Set<String>> memberships) {
            this.groups = groups;
            this.memberships = memberships;
        }

        private Picture with(Jid person, Optional<User> after) {
            var next = after.map(User::groups).orElse(Set.of());
            if (next.isEmpty() && groupsOf(person).isEmpty()) {
                return this;
            }
            var nextGroups = new HashMap<>(groups);
            var nextMemberships = new HashMap<>(memberships);
            nextMemberships.remove(person);
            groupsOf(person)
                    .forEach(group -> nextGroups.put(group, members(group).without(person)));
            if (!next.isEmpty()) {
                nextMemberships.put(person, next);
                next.forEach(group -> nextGroups.put(group, members(group).with(after.orElseThrow())));
            }
            nextGroups.values().removeIf(members -> members.names.isEmpty());
            return new Picture(nextGroups, nextMemberships);
        }

        private Members members(String group) {
            return groups.getOrDefault(group, Members.NONE);
        }

        private Set<String> groupsOf(Jid account) {
            return memberships.getOrDefault(account, Set.of());
        }

        /** The item that the directory puts into the roster of {@code account} for this contact. */
        public Optional<RosterItem> item(Jid account, Jid contact) {
            var common = new TreeSet<>(groupsOf(account));
            common.retainAll(groupsOf(contact));
            if (common.isEmpty() || account.equals(contact)) {
                return Optional.empty();
            }
            String name = members(common.first()).names.get(contact);
            return Optional.of(new RosterItem(contact, true, name, List.copyOf(common), Subscription.BOTH, false, ""));
        }

        /** Whether the directory makes them see each other. */
        public boolean share(Jid account, Jid contact) {
            return !account.equals(contact) && groupsOf(account).stream().anyMatch(groupsOf(contact)::contains);
        }

        /** Everybody who shares a group with the account. */
        public Set<Jid> contacts(Jid account) {
            var contacts = new HashSet<Jid>();
            groupsOf(account)
                    .forEach(group -> contacts.addAll(members(group).names.keySet()));
            contacts.remove(account);
            return contacts;
        }

        /** The same number for the same contacts under the same names in the same groups. */
        public long fingerprint(Jid account) {
            long sum = 0;
            for (var group : groupsOf(account)) {
                var members = members(group);
                sum += members.names.size() == 1 ? 0 : mix(group.hashCode() + members.fingerprintWithout(account));
            }
            return sum;
        }
    }

    /** The members of a group by their names. Immutable. */
    private record Members(Map<Jid, String> names, long fingerprint) {

        static final Members NONE = new Members(Map.of(), 0);

        Members with(User user) {
            String name = user.name().value();
            var others = without(user.jid());
            var more = new HashMap<>(others.names);
            more.put(user.jid(), name);
            return new Members(more, others.fingerprint + print(user.jid(), name));
        }

        Members without(Jid member) {
            if (!names.containsKey(member)) {
                return this;
            }
            var fewer = new HashMap<>(names);
            fewer.remove(member);
            return new Members(fewer, fingerprintWithout(member));
        }

        long fingerprintWithout(Jid member) {
            return fingerprint - print(member, names.get(member));
        }

        private static long print(Jid member, String name) {
            return mix(((long) member.hashCode() << Integer.SIZE) ^ Integer.toUnsignedLong(name.hashCode()));
        }
    }

    /** Spreads the bits of a number (the finalizer of MurmurHash3). */
    private static long mix(long bits) {
        long h = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
