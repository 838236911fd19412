package offhook.xmpp.roster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.RosterStore.Changed;
import offhook.xmpp.roster.RosterStore.Row;
import offhook.xmpp.roster.RosterStore.Stored;
import offhook.xmpp.roster.Subscription.Half;

/**
 * One account's roster in memory: the user's own items, and over them what the directory gives. Changed on the account's
 * lane, read on any thread.
 *
 * <p>A contact that the directory gives (a member of a shared group, a service) has the subscription "both" whatever the
 * own item says. The user's handle beats the directory's; the user's groups are added to the directory's.
 */
public final class Roster {

    /** So many removals are remembered for clients that were away; older ones cost such a client a full roster. */
    static final int REMOVALS = 100;

    private final Jid account;
    private final Given given;
    private volatile Map<Jid, Row> rows = Map.of(); // concurrent once there is one
    private volatile long version;
    private long floor; // and what follows: of the lane
    private int unsaved;
    private int untold;
    private long told; // the fingerprint of what the clients know to be given

    Roster(Jid account, Given given, Stored stored) {
        this.account = account;
        this.given = given;
        version = stored.version();
        floor = stored.floor();
        told = given.now().fingerprint(account);
        stored.rows().forEach(row -> some().put(row.item().jid(), row));
    }

    public Jid account() {
        return account;
    }

    /** The item of a contact as the user sees it. */
    public RosterItem item(Jid contact) {
        return item(contact, given.now());
    }

    /** The item of a contact as the user saw it when the directory gave this. */
    RosterItem item(Jid contact, Given.Moment moment) {
        return over(own(contact), moment.item(account, contact));
    }

    /** The user's own item, without what the directory gives. */
    public RosterItem own(Jid contact) {
        var row = rows.get(contact);
        return row == null ? RosterItem.unknown(contact) : row.item();
    }

    /** Everything a roster result holds, RFC 6121 §2.1.4. */
    public Collection<RosterItem> items() {
        var contacts = given.now().contacts(account);
        rows.values().stream()
                .filter(row -> row.item().listed())
                .forEach(row -> contacts.add(row.item().jid()));
        return contacts.stream().map(this::item).toList();
    }

    /** How many items the user added. */
    public int size() {
        return (int) rows.values().stream().filter(row -> row.item().listed()).count();
    }

    /** What is kept of it, removals that are remembered included. */
    int rows() {
        return rows.size();
    }

    /** Those who see the user's presence: "from" and "both". */
    public Set<Jid> subscribers() {
        var contacts = given.now().companions(account);
        rows.values().stream()
                .filter(row -> row.item().isSeen())
                .forEach(row -> contacts.add(row.item().jid()));
        return contacts;
    }

    /** Those whose presence the user sees: "to" and "both". */
    public Set<Jid> subscriptions() {
        var contacts = given.now().companions(account);
        rows.values().stream()
                .filter(row -> row.item().sees())
                .forEach(row -> contacts.add(row.item().jid()));
        return contacts;
    }

    /** The requests that wait for the user's answer, as they came. */
    public List<String> requests() {
        var moment = given.now();
        return rows.values().stream()
                .map(Row::item)
                .filter(item -> item.subscription().from() == Half.ASKED && !moment.gives(account, item.jid()))
                .map(RosterItem::request)
                .toList();
    }

    /** Whether the contact stands here without the user's doing, and cannot be removed. */
    public boolean isGiven(Jid contact) {
        return given.now().gives(account, contact);
    }

    /** Whether the contact sees the user's presence. */
    public boolean isSeenBy(Jid contact) {
        var row = rows.get(contact);
        return (row != null && row.item().isSeen()) || isGiven(contact);
    }

    /** Whether the user sees the contact's presence. */
    public boolean sees(Jid contact) {
        var row = rows.get(contact);
        return (row != null && row.item().sees()) || isGiven(contact);
    }

    /** The version a client is told, §2.1.1: of the own items, and of what the directory gives. */
    public String version() {
        return version(version, given.now().fingerprint(account));
    }

    private static String version(long ofOwn, long fingerprint) {
        return ofOwn + "-" + Long.toHexString(fingerprint);
    }

    /**
     * The items that changed since a version, in order, each with its version.
     *
     * @return empty where only a full roster can tell
     */
    public Optional<List<Push>> since(String known) {
        var moment = given.now();
        long fingerprint = moment.fingerprint(account);
        int dash = known.indexOf('-');
        if (!known.matches("[0-9]{1,18}-.*")
                || !known.substring(dash).equals(version(0, fingerprint).substring(1))) {
            return Optional.empty();
        }
        long from = Long.parseLong(known.substring(0, dash));
        if (from < floor || from > version) {
            return Optional.empty();
        }
        return Optional.of(rows.values().stream()
                .filter(row -> row.version() > from)
                .sorted(Comparator.comparingLong(Row::version))
                .map(row -> new Push(item(row.item().jid(), moment), version(row.version(), fingerprint)))
                .toList());
    }

    /** An item to push, with the version that it brings the client to. */
    public record Push(RosterItem item, String version) {}

    /**
     * The item of a contact as it is, to push. Its version claims no more than the clients know after it: while there is
     * more to tell it is one that counts for nothing.
     *
     * @param left how many pushes of the same change follow
     */
    public Push push(Jid contact, int left) {
        int more = left + untold;
        return new Push(item(contact), version(version, told) + (more == 0 ? "" : "~" + more));
    }

    /** The clients hear now of all that the directory gave up to this moment. */
    void told(Given.Moment moment) {
        told = moment.fingerprint(account);
    }

    /** Takes a new state of the user's own item; what is returned is to be saved. */
    Changed put(RosterItem item) {
        var row = rows.get(item.jid());
        var moment = given.now();
        var before = item(item.jid(), moment);
        boolean visible = !before.looksLike(over(item, moment.item(account, item.jid())));
        long now = version + (visible ? 1 : 0);
        version = now;
        var next = new Row(item, visible ? now : row == null ? 0 : row.version());
        var forgotten = new ArrayList<Jid>();
        if (next.version() == 0 && item.equals(RosterItem.unknown(item.jid()))) {
            if (row != null) {
                rows.remove(item.jid());
            }
            forgotten.add(item.jid());
            return new Changed(now, floor, List.of(), forgotten);
        }
        some().put(item.jid(), next);
        if (!item.listed()) {
            forgetOldRemovals(forgotten);
        }
        return new Changed(now, floor, List.of(next), forgotten);
    }

    /** The rows as they may change: an account whose contacts are all given has none. */
    private Map<Jid, Row> some() {
        if (rows.isEmpty()) {
            rows = new ConcurrentHashMap<>();
        }
        return rows;
    }

    void saving(boolean visible) {
        unsaved++;
        untold += visible ? 1 : 0;
    }

    void saved(boolean visible) {
        unsaved--;
        untold -= visible ? 1 : 0;
    }

    boolean isSaved() {
        return unsaved == 0;
    }

    private void forgetOldRemovals(List<Jid> forgotten) {
        var removals = rows.values().stream()
                .filter(row -> row.item().equals(RosterItem.unknown(row.item().jid())))
                .sorted(Comparator.comparingLong(Row::version))
                .toList();
        for (var row : removals.subList(0, Math.max(0, removals.size() - REMOVALS))) {
            rows.remove(row.item().jid());
            forgotten.add(row.item().jid());
            floor = Math.max(floor, row.version());
        }
    }

    private static RosterItem over(RosterItem own, Optional<RosterItem> gift) {
        if (gift.isEmpty()) {
            return own;
        }
        var groups = new ArrayList<>(gift.get().groups());
        own.groups().stream().filter(group -> !groups.contains(group)).forEach(groups::add);
        var name = own.name().isEmpty() ? gift.get().name() : own.name();
        return new RosterItem(own.jid(), true, name, groups, Subscription.BOTH, own.approved(), own.request());
    }

    /** The own item that makes a contact look like this, given what the directory says of it. */
    RosterItem wanted(Jid contact, String name, List<String> groups) {
        var own = own(contact);
        var gift = given.now().item(account, contact);
        if (gift.isEmpty()) {
            return own.listed(name, groups);
        }
        var added = new ArrayList<>(groups);
        added.removeAll(new HashSet<>(gift.get().groups()));
        var handle = name.equals(gift.get().name()) ? "" : name;
        return new RosterItem(contact, own.listed(), handle, added, own.subscription(), own.approved(), own.request());
    }

    /** The own item without what the user wanted it to look like. */
    RosterItem plain(Jid contact) {
        var own = own(contact);
        return new RosterItem(contact, own.listed(), "", List.of(), own.subscription(), own.approved(), own.request());
    }
}
