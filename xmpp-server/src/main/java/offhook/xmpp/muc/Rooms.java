package offhook.xmpp.muc;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Lanes;
import offhook.xmpp.archive.Archives;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.routing.Service;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;

/** The chat rooms of a server, each on a lane of its own. Safe to share. */
public final class Rooms implements Service, Feature {

    private final Policy policy;
    private final Optional<Archives> archives;
    private final SecureRandom random;
    private final Consumer<Stanza> out;
    private final Room.Ground ground;
    private final ConcurrentMap<Jid, Room> rooms = new ConcurrentHashMap<>();

    /**
     * Brings the tables up to date. Blocks.
     *
     * @param admins user names of the server's administrators, who own every room
     * @param archives where what is said is kept, if anything is
     * @param out routes what the rooms send
     */
    public Rooms(
            RoomsConfig config,
            String domain,
            Collection<String> admins,
            Database database,
            Optional<Archives> archives,
            Lanes lanes,
            InstantSource clock,
            SecureRandom random,
            Consumer<Stanza> out) {
        Set<Jid> owners = admins.stream().map(name -> Jid.of(name, domain)).collect(Collectors.toUnmodifiableSet());
        policy = new Policy(config.address(domain), config, owners);
        this.archives = archives;
        this.random = random;
        this.out = out;
        database.migrate("xmpp-muc");
        ground = new Room.Ground(
                policy, new RoomTable(database, policy.instant()), archives, lanes, clock, out, this::destroyed);
    }

    @Override
    public Spec spec() {
        return Spec.xep(45, "1.35.5", "Multi-User Chat");
    }

    @Override
    public List<Spec> also() {
        return List.of(
                Spec.rfc(8266, "PRECIS: Nicknames").only("which nicknames of a room look alike"),
                Spec.xep(4, "2.13.2", "Data Forms"),
                Spec.xep(59, "1.0", "Result Set Management")
                        .only("the list of chat rooms, and archives without places by number"),
                Spec.xep(249, "1.2", "Direct MUC Invitations"),
                Spec.xep(410, "1.1.0", "MUC Self-Ping (Schrödinger's Chat)"),
                Spec.xep(421, "1.0.1", "Occupant identifiers for semi-anonymous MUCs"));
    }

    @Override
    public void install(Installer to) {
        to.accountTable("muc_affiliation").onRemoval(this::forget);
    }

    /** Takes up the rooms that are kept. Blocks. */
    public void start() {
        for (var state : ground.store().all()) {
            rooms.put(state.jid(), new Room(state, false, ground));
        }
    }

    /** The service ends; completes when every occupant was told. */
    public CompletionStage<?> close() {
        return CompletableFuture.allOf(rooms.values().stream().map(Room::close).toArray(CompletableFuture[]::new));
    }

    @Override
    public Jid jid() {
        return policy.host();
    }

    @Override
    public String name() {
        return "Chat rooms";
    }

    @Override
    public String identity() {
        return "conference/text";
    }

    /** §6.2. */
    @Override
    public Set<String> features() {
        return Set.of(Entry.NS, RoomInfo.STABLE_ID, OccupantIds.NS, PageRequest.NS, "muc_rooms");
    }

    /** The room with this address, or null. */
    Room room(Jid jid) {
        return rooms.get(jid);
    }

    /** Somebody is not among the people any more; their rows have gone with the account. */
    private void forget(Jid account) {
        rooms.values().forEach(room -> room.forget(account));
    }

    @Override
    public void received(Message message) {
        if (message.to().local().isEmpty()) {
            throw StanzaError.serviceUnavailable("");
        }
        existing(message).received(message);
    }

    /** XEP-0045 §7.2.11, §10.1.1: to enter a room that is not there is to make it. */
    @Override
    public void received(Presence presence) {
        var to = presence.to();
        var room = rooms.get(to.bare());
        if (presence.type() == Presence.Type.SUBSCRIBE) { // §18.2.2: a room's presence is for its occupants
            out.accept(Presence.of(
                    Presence.Type.UNSUBSCRIBED, to.bare(), presence.from().bare()));
        } else if (room != null) {
            room.received(presence);
        } else if (presence.type() == Presence.Type.AVAILABLE && !to.local().isEmpty()) {
            enterNew(presence);
        }
    }

    private void enterNew(Presence presence) {
        if (presence.to().isBare()) {
            throw StanzaError.jidMalformed("a nickname is missing"); // §7.2.1
        }
        if (!presence.has("x", Entry.NS)) {
            out.accept(Entry.stranger(presence));
            return;
        }
        if (!policy.mayCreate(presence.from())) {
            throw StanzaError.notAllowed("only administrators make rooms");
        }
        if (rooms.size() >= policy.config().rooms()) {
            throw StanzaError.resourceConstraint("there are too many rooms");
        }
        if (!policy.isAdmin(presence.from())
                && owned(presence.from()) >= policy.config().roomsPerUser()) {
            throw StanzaError.resourceConstraint("you own too many rooms");
        }
        rooms.computeIfAbsent(presence.to().bare(), jid -> create(jid, presence.from()))
                .received(presence);
    }

    private long owned(Jid user) {
        return rooms.values().stream()
                .filter(room -> room.state().affiliations().of(user) == Affiliation.OWNER)
                .count();
    }

    private Room create(Jid jid, Jid owner) {
        var affiliations = Affiliations.of(List.of(new Affiliated(owner.bare(), Affiliation.OWNER, "", "")));
        var state = new RoomState(jid, policy.instant(), affiliations, Subject.NEVER_SET, OccupantIds.newKey(random));
        archives.ifPresent(all -> all.remove(jid)); // what one of its name left when the server was killed
        return new Room(state, true, ground);
    }

    private void destroyed(Room room) {
        rooms.remove(room.jid(), room);
        archives.ifPresent(all -> all.remove(room.jid()));
    }

    @Override
    public boolean received(Iq iq) {
        if (!iq.to().local().isEmpty()) {
            existing(iq).received(iq);
            return true;
        }
        boolean list = iq.type() == Iq.Type.GET
                && iq.request().is("query", RoomInfo.ITEMS)
                && iq.payload().attribute("node").orElse("").isEmpty();
        if (list) {
            out.accept(iq.result(RoomList.page(iq.payload(), rooms.values())));
        }
        return list;
    }

    private Room existing(Stanza stanza) {
        var room = rooms.get(stanza.to().bare());
        if (room == null) {
            throw StanzaError.itemNotFound("there is no such room"); // §7.10, §17.2
        }
        return room;
    }
}
