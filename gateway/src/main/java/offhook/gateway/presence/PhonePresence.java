package offhook.gateway.presence;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.gateway.presence.PublishedState.Basic;
import offhook.runtime.work.Lanes;
import offhook.runtime.work.Timers;
import offhook.sip.call.PhoneStatus;
import offhook.xmpp.presence.Availability;
import offhook.xmpp.presence.PresenceOverlay;

/**
 * Shows contacts who is on the phone: the overlay over the presence that clients send. Safe to share.
 *
 * <p>Nothing is saved and nothing restored. What is shown is computed from the base presence and the state of the phones
 * each time somebody asks; only differences are announced.
 */
public final class PhonePresence implements PresenceOverlay {

    private final Directory directory;
    private final Lanes lanes;
    private final Timers timers;
    private final Consumer<Jid> presenceChanged;
    private final ActivityPublisher activity;
    private final Pace pace;

    /** Accounts whose phones show; the others are idle. */
    private final ConcurrentMap<Jid, PhoneStatus> shown = new ConcurrentHashMap<>();

    /** What those say who have said at their phones that they want no calls. */
    private final ConcurrentMap<Jid, String> quiet = new ConcurrentHashMap<>();

    /** What phones say of themselves, for contacts of those who have no chat session. */
    private final ConcurrentMap<Jid, Basic> basics = new ConcurrentHashMap<>();

    /** Everybody whose phone did something since the start; each belongs to the person's lane. */
    private final ConcurrentMap<UserId, Settling> people = new ConcurrentHashMap<>();

    private volatile PresenceConfig config;

    /**
     * @param lanes the lanes of users
     * @param presenceChanged tells the XMPP side to broadcast an account's presence anew; must not block
     */
    public PhonePresence(
            PresenceConfig config,
            Directory directory,
            Lanes lanes,
            Timers timers,
            Consumer<Jid> presenceChanged,
            ActivityPublisher activity) {
        this.config = config;
        this.directory = directory;
        this.lanes = lanes;
        this.timers = timers;
        this.presenceChanged = presenceChanged;
        this.activity = activity;
        this.pace = new Pace(timers, () -> this.config.mostPerSecond());
    }

    /** A person's phones changed, all devices and calls together. Does not block. */
    public void phoneChanged(UserId user, PhoneStatus status, Instant at) {
        directory.user(user).ifPresent(person -> {
            lanes.lane(user).runNow(() -> settling(person).phoneChanged(status));
        });
    }

    private Settling settling(User person) {
        var lane = lanes.lane(person.id());
        return people.computeIfAbsent(
                person.id(), u -> new Settling(timers, lane, pace, () -> config, now -> show(person.jid(), now)));
    }

    /** Phones, or the PBX, publish this of a person now: all that holds. Does not block. */
    public void published(UserId user, PublishedState state) {
        directory.user(user).ifPresent(person -> lanes.lane(user).runNow(() -> {
            if (state.isOnThePhone() || people.containsKey(user)) {
                settling(person).published(state.isOnThePhone() ? PhoneStatus.ON_THE_PHONE : PhoneStatus.IDLE);
            }
            boolean isNew = changes(quiet, person.jid(), state.quiet());
            isNew |= changes(basics, person.jid(), state.basic());
            if (isNew) {
                announceInTurn(person.jid());
            }
        }));
    }

    private static <V> boolean changes(Map<Jid, V> said, Jid account, Optional<V> now) {
        var before = now.isPresent() ? said.put(account, now.get()) : said.remove(account);
        return !now.equals(Optional.ofNullable(before));
    }

    /** Somebody is removed for good: nothing of their phones is shown, not of the next one of that name either. */
    public void forget(UserId user) {
        directory.user(user).ifPresent(person -> lanes.lane(user).runNow(() -> {
            var settling = people.remove(user);
            if (settling != null) {
                settling.forget();
            }
            quiet.remove(person.jid());
            basics.remove(person.jid());
            if (shown.containsKey(person.jid())) {
                show(person.jid(), PhoneStatus.IDLE);
            }
        }));
    }

    @Override
    public Availability apply(Jid account, Availability base) {
        var phone = shown.get(account);
        var now = config;
        if (phone != null && Overlay.busy(phone)) {
            return Overlay.over(base, phone, now);
        }
        var text = now.phoneDnd() ? quiet.get(account) : null;
        var seen = text == null ? base : Overlay.quiet(base, text);
        return phone == null ? seen : Overlay.over(seen, phone, now);
    }

    @Override
    public Optional<Availability> withoutSession(Jid account) {
        var phone = shown.getOrDefault(account, PhoneStatus.IDLE);
        var now = config;
        var text = now.phoneDnd() && !Overlay.busy(phone) ? quiet.get(account) : null;
        return text == null
                ? Overlay.alone(phone, Optional.ofNullable(basics.get(account)), now)
                : Overlay.quietAlone(text, now);
    }

    @Override
    public boolean isInRooms() {
        return config.rooms();
    }

    /** From now on the new configuration holds; what looks different by it is announced, a few people at a time. */
    public void reload(PresenceConfig newConfig) {
        var old = config;
        config = newConfig;
        people.forEach((user, settling) -> lanes.lane(user).execute(settling::recheck));
        if (old.phoneOnly() != newConfig.phoneOnly()) {
            directory.users().stream().map(User::jid).forEach(this::announceInTurn);
        } else {
            shown.keySet().forEach(this::announceInTurn);
            if (old.phoneDnd() != newConfig.phoneDnd() || old.rooms() != newConfig.rooms()) {
                quiet.keySet().forEach(this::announceInTurn);
            }
        }
    }

    /** The one that holds now. */
    public PresenceConfig config() {
        return config;
    }

    /** How many changes wait for their turn to be announced. */
    public int waiting() {
        return pace.waiting();
    }

    private void announceInTurn(Jid account) {
        pace.pass(() -> presenceChanged.accept(account));
    }

    private void show(Jid account, PhoneStatus now) {
        var before = now == PhoneStatus.IDLE ? shown.remove(account) : shown.put(account, now);
        presenceChanged.accept(account);
        boolean wasBusy = before != null && Overlay.busy(before);
        if (Overlay.busy(now) && !wasBusy && config.activity()) {
            activity.onThePhone(account);
        } else if (wasBusy && !Overlay.busy(now)) {
            activity.offThePhone(account);
        }
    }
}
