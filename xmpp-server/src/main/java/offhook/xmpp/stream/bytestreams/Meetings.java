package offhook.xmpp.stream.bytestreams;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.StanzaError;

/**
 * Where the two connections of a bytestream find each other: both name it by the same hash, then one of the two users has
 * it activated, XEP-0065 §6.3. Safe to share.
 */
final class Meetings {

    private final ProxyConfig config;
    private final InstantSource clock;

    // Guarded by this.
    private final Set<Party> present = new HashSet<>();
    private final Map<InetAddress, Set<Party>> strangers = new HashMap<>();
    private final Map<String, List<Party>> waiting = new HashMap<>();
    private final Map<Jid, Usage> users = new HashMap<>();

    /** What one user's transfers have in common. */
    private static final class Usage {

        private final Allowance allowance;
        private int transfers;

        Usage(Allowance allowance) {
            this.allowance = allowance;
        }
    }

    Meetings(ProxyConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Somebody has connected; false if there is no room for it. */
    synchronized boolean enter(Party party) {
        if (present.size() >= config.connections()
                || strangers.getOrDefault(party.address(), Set.of()).size() >= config.waitingPerAddress()) {
            return false;
        }
        strangers.computeIfAbsent(party.address(), address -> new HashSet<>()).add(party);
        return present.add(party);
    }

    /** One who has entered waits for this bytestream; false if two do already. */
    synchronized boolean await(String hash, Party party) {
        var parties = waiting.computeIfAbsent(hash, stream -> new ArrayList<>(2));
        return parties.size() < 2 && parties.add(party);
    }

    /**
     * One who has entered has gone.
     *
     * @param hash what it waited for, or null
     */
    synchronized void leave(String hash, Party party) {
        if (!present.remove(party)) {
            return;
        }
        var parties = hash == null ? null : waiting.get(hash);
        if (parties != null && parties.remove(party) && parties.isEmpty()) {
            waiting.remove(hash);
        }
        noStranger(party);
    }

    private void noStranger(Party party) {
        strangers.computeIfPresent(party.address(), (address, parties) -> {
            parties.remove(party);
            return parties.isEmpty() ? null : parties;
        });
    }

    /**
     * The two who wait are joined.
     *
     * @param user whose transfer it is, a bare JID
     * @throws StanzaError as §6.3.5 lists them
     */
    void activate(String hash, Jid user) {
        List<Party> parties;
        Transfer transfer;
        synchronized (this) {
            parties = waiting.get(hash);
            if (parties == null) {
                throw StanzaError.itemNotFound("nobody is connected for this bytestream");
            }
            if (parties.size() < 2) {
                throw StanzaError.notAllowed("only one side is connected");
            }
            var usage = users.computeIfAbsent(
                    user, jid -> new Usage(new Allowance(config.rate().bytes(), clock)));
            if (usage.transfers >= config.transfers()) {
                throw StanzaError.resourceConstraint("there are " + config.transfers() + " transfers of yours already");
            }
            usage.transfers++;
            waiting.remove(hash);
            parties.forEach(this::noStranger);
            transfer = new Transfer(usage.allowance, config.idle(), clock, () -> ended(user));
        }
        parties.get(0).join(parties.get(1), transfer);
        parties.get(1).join(parties.get(0), transfer);
    }

    private synchronized void ended(Jid user) {
        users.computeIfPresent(user, (jid, usage) -> --usage.transfers == 0 ? null : usage);
    }

    /** How many connections there are. */
    synchronized int size() {
        return present.size();
    }

    /** Everybody is to go. */
    void close() {
        List<Party> all;
        synchronized (this) {
            all = List.copyOf(present);
        }
        all.forEach(Party::drop);
    }
}
