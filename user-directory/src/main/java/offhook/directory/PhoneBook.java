package offhook.directory;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import offhook.directory.address.AddressMapping;
import offhook.directory.address.Jid;
import offhook.directory.address.SipUri;
import offhook.directory.credentials.Credentials;
import offhook.directory.credentials.Decoys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All people, in memory. Lookups never wait; changes come one at a time from {@code People}. Safe to share. */
public final class PhoneBook implements Directory {

    private static final Logger LOG = LoggerFactory.getLogger(PhoneBook.class);

    private record Entry(User user, Optional<Credentials> credentials) {}

    private final String domain;
    private final String jidDomain;
    private final NumberPlan plan;
    private final Decoys decoys;
    private volatile Map<String, RingGroup> ringGroups;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>(); // by user name
    private final Map<String, String> owners = new ConcurrentHashMap<>(); // claim to user name
    private final List<DirectoryListener> listeners = new CopyOnWriteArrayList<>();
    private volatile List<User> users; // made when asked for, thrown away with the next change

    /**
     * @param domain of everybody's JID and first address of record, in any spelling; {@link #domain} gives it as a host
     * @throws IllegalArgumentException if it is no domain name
     */
    public PhoneBook(String domain, NumberPlan plan, Decoys decoys, List<RingGroup> ringGroups) {
        var jid = Jid.of(domain);
        this.jidDomain = jid.domain();
        this.domain = AddressMapping.toSip(jid).map(SipUri::host).orElse(jidDomain);
        this.plan = plan;
        this.decoys = decoys;
        ringGroups(ringGroups);
    }

    @Override
    public String domain() {
        return domain;
    }

    @Override
    public Optional<Callee> find(SipUri uri) {
        boolean ours = uri.host().isEmpty() || uri.host().equals(domain);
        return uri.aor()
                .flatMap(aor -> holder(Claims.of(aor, domain)))
                .or(() -> ours ? NumberPlan.dialled(uri).flatMap(this::dialled) : Optional.empty())
                .or(() -> ours ? AddressMapping.toJid(uri).flatMap(this::user) : Optional.empty())
                .or(() -> ours ? folded(uri.user()) : Optional.empty());
    }

    /** An address within ours: {@code juliet%40capulet.example@…} and {@code juliet*capulet.example@…}, as PBXs write it. */
    private Optional<Callee> folded(String user) {
        int at = Math.max(user.lastIndexOf('@'), user.lastIndexOf('*'));
        try {
            return at <= 0 ? Optional.empty() : find(SipUri.of(user.substring(0, at), user.substring(at + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** An extension or ring group first, then a number by the rules of the country. */
    private Optional<Callee> dialled(String digits) {
        return holder(digits).or(() -> plan.meanings(digits).stream()
                .flatMap(number -> holder(Claims.of(number)).stream())
                .findFirst());
    }

    private Optional<Callee> holder(String claim) {
        var group = ringGroups.get(claim);
        return group != null
                ? Optional.of(group)
                : Optional.ofNullable(owners.get(claim)).flatMap(this::enabled).map(Entry::user);
    }

    @Override
    public Optional<User> user(Jid jid) {
        return jid.domain().equals(jidDomain) ? enabled(jid.local()).map(Entry::user) : Optional.empty();
    }

    @Override
    public Optional<User> user(UserId id) {
        return Optional.ofNullable(entries.get(id.value())).map(Entry::user);
    }

    @Override
    public Optional<User> login(String name) {
        return enabled(prepared(name)).map(Entry::user);
    }

    /** The decoys are made for everybody, so that a known name costs what an unknown one does. */
    @Override
    public LoginAttempt attempt(String name) {
        String login = prepared(name);
        var decoy = decoys.of(login);
        var entry = enabled(login).filter(e -> e.credentials().isPresent());
        return new LoginAttempt(
                entry.map(Entry::user), entry.flatMap(Entry::credentials).orElse(decoy));
    }

    @Override
    public Optional<Credentials> credentials(UserId id) {
        return enabled(id.value()).flatMap(Entry::credentials);
    }

    @Override
    public Collection<User> users() {
        var list = users;
        if (list == null) {
            synchronized (this) {
                list = entries.values().stream()
                        .map(Entry::user)
                        .filter(User::enabled)
                        .toList();
                users = list;
            }
        }
        return list;
    }

    /** Everybody, also those who are disabled, by user name. */
    public List<User> everybody() {
        return entries.values().stream()
                .map(Entry::user)
                .sorted(Comparator.comparing(user -> user.id().value()))
                .toList();
    }

    /** From now on these are the ring groups; of two with the same extension, the last one. */
    public final void ringGroups(Collection<RingGroup> groups) {
        var byExtension = new LinkedHashMap<String, RingGroup>();
        groups.forEach(group -> byExtension.put(group.extension(), group));
        ringGroups = Collections.unmodifiableMap(byExtension);
    }

    @Override
    public Collection<RingGroup> ringGroups() {
        return ringGroups.values();
    }

    @Override
    public void listen(DirectoryListener listener) {
        listeners.add(listener);
    }

    /** Who holds an address now, see {@link Claims}. */
    Optional<UserId> owner(String claim) {
        return Optional.ofNullable(owners.get(claim)).map(entries::get).map(entry -> entry.user()
                .id());
    }

    boolean isRingGroup(String claim) {
        return ringGroups.containsKey(claim);
    }

    /** What a person logs in with, also of somebody disabled. */
    public Optional<Credentials> credentialsOf(UserId id) {
        return Optional.ofNullable(entries.get(id.value())).flatMap(Entry::credentials);
    }

    /** Makes a person visible as they are now; their addresses must be nobody else's. Tells the listeners. */
    public synchronized void put(User user, Optional<Credentials> credentials) {
        var before = entries.put(user.id().value(), new Entry(user, credentials));
        var claims = Claims.of(user, domain);
        claims.forEach(claim -> owners.put(claim, user.id().value()));
        release(before, claims);
        tell(before, Optional.of(user));
    }

    /** Takes a person out for good. Tells the listeners. */
    public synchronized void remove(UserId id) {
        var before = entries.remove(id.value());
        release(before, Set.of());
        tell(before, Optional.empty());
    }

    private void release(Entry before, Set<String> kept) {
        if (before != null) {
            Claims.of(before.user(), domain).stream()
                    .filter(claim -> !kept.contains(claim))
                    .forEach(claim -> owners.remove(claim, before.user().id().value()));
        }
    }

    private void tell(Entry before, Optional<User> after) {
        users = null;
        var was = Optional.ofNullable(before).map(Entry::user).filter(User::enabled);
        var is = after.filter(User::enabled);
        if (was.equals(is)) {
            return;
        }
        for (var listener : listeners) {
            try {
                listener.changed(was, is);
            } catch (RuntimeException e) {
                LOG.error(
                        "a change of {} was not heard by all", was.or(() -> is).map(User::id), e);
            }
        }
    }

    private Optional<Entry> enabled(String id) {
        return Optional.ofNullable(entries.get(id)).filter(entry -> entry.user().enabled());
    }

    /** What can be nobody's name stays as it is and is found nowhere. */
    private static String prepared(String name) {
        try {
            return Jid.of(name, "localhost").local();
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
