package offhook.xmpp.muc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Lanes;
import offhook.runtime.work.Overloaded;
import offhook.xmpp.archive.Archives;
import offhook.xmpp.stanza.Addressee;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Refusal;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;

/**
 * One room: who is in it, what was said, and what is kept of it. Everything happens on its lane, one stanza after the
 * other; while one waits for the database, those behind it wait too, so that nobody is told what is not durable. Its state
 * may be read on any thread.
 */
final class Room {

    private static final int MOST_BEHIND = 1_000;

    final Occupants occupants = new Occupants();
    final History history = new History();
    final OccupantIds ids;
    final Announcements announce;
    final RoomArchive archive;

    private final Ground ground;
    private final Lane lane;
    private final Reception reception;
    private volatile RoomState state;
    private volatile int size;
    private volatile boolean locked;
    private volatile boolean gone;

    // A change that waits for the database, and what came behind it; of the lane.
    private Change pending;
    private final Queue<Stanza> behind = new ArrayDeque<>();

    /** What all rooms of a service stand on. */
    record Ground(
            Policy policy,
            RoomStore store,
            Optional<Archives> archives,
            Lanes lanes,
            InstantSource clock,
            Consumer<Stanza> out,
            Consumer<Room> destroyed) {}

    private record Change(CompletableFuture<Void> stage, Stanza cause, Runnable then) {}

    /** @param locked whether it waits for its first configuration, XEP-0045 §10.1.1 */
    Room(RoomState state, boolean locked, Ground ground) {
        this.state = state;
        this.locked = locked;
        this.ground = ground;
        lane = ground.lanes.lane(state.jid());
        archive =
                new RoomArchive(this, ground.archives, ground.lanes.lane(new RoomArchive.Reading(state.jid())), locked);
        ids = new OccupantIds(state.key());
        announce = new Announcements(occupants, () -> this.state.config(), ids, ground.out);
        reception = new Reception(this);
    }

    Jid jid() {
        return state.jid();
    }

    RoomState state() {
        return state;
    }

    RoomConfig config() {
        return state.config();
    }

    Policy policy() {
        return ground.policy;
    }

    /** How many occupants there are; any thread. */
    int size() {
        return size;
    }

    boolean isLocked() {
        return locked;
    }

    void unlock() {
        locked = false;
    }

    boolean isGone() {
        return gone;
    }

    Instant now() {
        return ground.clock.instant();
    }

    /** An admin of the server is an owner of every room. */
    Affiliation affiliation(Jid user) {
        return ground.policy.isAdmin(user)
                ? Affiliation.OWNER
                : state.affiliations().of(user);
    }

    void send(Stanza stanza) {
        ground.out.accept(stanza);
    }

    /** To each client of everybody; the stanza is to nobody yet. */
    void sendToAll(Message message) {
        Consumer<Addressee> sending = client -> send(message.to(client));
        for (var occupant : occupants.all()) {
            occupant.each(sending);
        }
    }

    void sendTo(Occupant occupant, Message message) {
        occupant.each(client -> send(message.to(client)));
    }

    /** A stanza to the room or to one of its occupants, in its turn. Any thread. */
    void received(Stanza stanza) {
        stanza.custody().hold();
        try {
            lane.runNow(() -> inTurn(stanza));
        } catch (RuntimeException e) {
            stanza.custody().release();
            throw e;
        }
    }

    private void inTurn(Stanza stanza) {
        goOn();
        if (pending == null) {
            handle(stanza);
        } else if (behind.size() < MOST_BEHIND) {
            behind.add(stanza);
        } else {
            refuse(stanza, new Overloaded("room", MOST_BEHIND));
            stanza.custody().release();
        }
        goOn();
    }

    /** What comes when the room has just ended is for the next one of its name, or for none. */
    private void handle(Stanza stanza) {
        if (gone) {
            send(stanza);
        } else {
            guarded(stanza, () -> {
                if (stanza instanceof Presence && archive.isToBeRecalled()) {
                    await(archive.recall(), stanza, () -> reception.received(stanza));
                } else {
                    reception.received(stanza);
                }
            });
            count();
        }
        stanza.custody().release();
    }

    /** Changes what is kept, then goes on: when it is durable, if the room is persistent. */
    void change(RoomState after, Stanza cause, Runnable then) {
        if (!config().persistent() && !after.config().persistent()) {
            state = after;
            then.run();
            return;
        }
        await(ground.store.save(state, after).toCompletableFuture(), cause, () -> {
            state = after;
            then.run();
        });
    }

    /** Changes what its users are to it, if that is another thing. */
    void keep(Affiliations after, Stanza cause, Runnable then) {
        if (after.equals(state.affiliations())) {
            then.run();
        } else {
            change(state.with(after), cause, then);
        }
    }

    /** The room ends, XEP-0045 §10.9; what comes for it then finds none, or makes a new one. */
    void destroy(Element destroy, Stanza cause, Runnable then) {
        Runnable end = () -> {
            gone = true;
            for (var occupant : occupants.now()) {
                occupant.become(Role.NONE, Affiliation.NONE);
                for (var session : occupant.sessions()) {
                    announce.destroyed(occupant, session, destroy);
                    occupants.remove(occupant, session);
                }
            }
            size = 0;
            ground.destroyed.accept(this);
            then.run();
        };
        if (config().persistent()) {
            await(ground.store.remove(jid()).toCompletableFuture(), cause, end);
        } else {
            end.run();
        }
    }

    /** The service ends, §11.2: its occupants hear of it, in their turn. */
    CompletableFuture<Void> close() {
        return CompletableFuture.runAsync(
                () -> {
                    for (var occupant : occupants.now()) {
                        occupant.sessions()
                                .forEach(session ->
                                        announce.selfGone(occupant, session, Announcements.GONE, Notice.code(332)));
                    }
                },
                lane);
    }

    /** Whoever is not among the people any more is nothing to this room; the rows have gone with the account. */
    void forget(Jid account) {
        if (state.affiliations().entry(account).isPresent()) {
            lane.execute(() -> state = state.with(state.affiliations().without(account)));
        }
    }

    /** Somebody may have come or left. A room that is not kept ends with its last occupant, §7.14. */
    private void count() {
        size = occupants.size();
        if (size == 0 && !gone && pending == null && !config().persistent()) {
            gone = true;
            ground.destroyed.accept(this);
        }
    }

    private void await(CompletableFuture<Void> stage, Stanza cause, Runnable then) {
        cause.custody().hold();
        pending = new Change(stage, cause, then);
        stage.whenComplete((done, failure) -> lane.execute(this::goOn));
    }

    /** Goes on with what waited, as far as it can. */
    private void goOn() {
        while (pending != null && pending.stage.isDone()) {
            var done = pending;
            pending = null;
            done.stage.whenComplete((nothing, failure) -> finish(done, failure)); // at once, since it is done
            count();
            while (pending == null && !behind.isEmpty()) {
                handle(behind.remove());
            }
        }
    }

    private void finish(Change done, Throwable failure) {
        if (failure == null) {
            guarded(done.cause, done.then);
        } else {
            refuse(done.cause, failure);
        }
        done.cause.custody().release();
    }

    /** Runs a task; what it throws is what the sender hears. */
    void guarded(Stanza stanza, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            refuse(stanza, e);
        }
    }

    private void refuse(Stanza stanza, Throwable failure) {
        var error = Refusal.of(stanza, failure);
        var told =
                stanza instanceof Presence ? error.quoting(Element.of("x", Entry.NS)) : error; // §7.6, as when entering
        stanza.errorReply(told).ifPresent(ground.out);
    }
}
