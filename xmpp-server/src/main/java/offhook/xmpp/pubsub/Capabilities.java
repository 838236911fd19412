package offhook.xmpp.pubsub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.routing.Questions;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.xml.Element;

/** What the connected clients want to be notified of, learned once for each kind of client. Safe to share. */
public final class Capabilities implements Feature, ResourceListener {

    static final String NS = "http://jabber.org/protocol/caps";

    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String NOTIFY = "+notify";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KINDS = 2_000;

    /** XEP-0167 §6: what a client says that takes calls. */
    private static final String CALLS = "urn:xmpp:jingle:apps:rtp:audio";

    private final Questions questions;
    private final Map<Kind, Wishes> known = Collections.synchronizedMap(new Known()); // one for all clients of a kind
    private final ConcurrentMap<Resource, Wishes> wanted = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();

    public Capabilities(Questions questions) {
        this.questions = questions;
    }

    /** Hears what a client wants; on its account's lane. */
    @FunctionalInterface
    interface Listener {

        /** @param nodes that the client wants and has not wanted before */
        void wants(Resource resource, Set<String> nodes);
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Whether an available client wants to be notified of a node. */
    boolean wants(Resource resource, String node) {
        return wanted.getOrDefault(resource, Wishes.NONE).abilities.nodes.contains(node);
    }

    /**
     * Whether a client takes calls, as far as it has said what it can.
     *
     * @return empty while it is being asked
     */
    public Optional<Boolean> takesCalls(Resource resource) {
        var wishes = wanted.getOrDefault(resource, Wishes.NONE);
        return wishes.asked ? Optional.empty() : Optional.of(wishes.abilities.calls);
    }

    @Override
    public Spec spec() {
        return Spec.xep(115, "1.6.0", "Entity Capabilities");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS).listen(this);
    }

    @Override
    public void available(Resource resource, Presence presence, boolean initial) {
        var kind = presence.child("c", NS).flatMap(Kind::of);
        if (kind.isEmpty()) {
            return; // §8.4: says nothing of its capabilities, or still has those of before
        }
        var wishes = known.get(kind.get());
        if (wishes != null) {
            wants(resource, wishes);
            return;
        }
        wanted.merge(
                resource,
                new Wishes(kind.get(), Abilities.NONE, true),
                (before, now) -> new Wishes(now.kind, before.abilities, true));
        var query = Element.of("query", INFO).with("node", kind.get().node + '#' + kind.get().ver);
        questions.ask(resource, query, PATIENCE, answer -> learn(resource, kind.get(), answer));
    }

    /** §5.4: only what the hash confirms is believed of all clients that send it. By now the client may be another kind. */
    private void learn(Resource resource, Kind kind, Optional<Iq> answer) {
        var info = answer.filter(iq -> iq.type() == Iq.Type.RESULT)
                .flatMap(iq -> iq.child("query", INFO))
                .orElse(null);
        if (info == null || !resource.isAvailable()) {
            wanted.computeIfPresent(resource, (who, before) -> new Wishes(before.kind, before.abilities, false));
            return;
        }
        var features = info.children("feature", INFO).stream()
                .flatMap(feature -> feature.attribute("var").stream())
                .toList();
        var nodes = features.stream()
                .filter(feature -> feature.endsWith(NOTIFY))
                .map(feature -> feature.substring(0, feature.length() - NOTIFY.length()))
                .collect(Collectors.toUnmodifiableSet());
        var wishes = new Wishes(kind, new Abilities(nodes, features.contains(CALLS)), false);
        if (CapsHash.of(info, kind.hash).filter(kind.ver::equals).isPresent()) {
            known.put(kind, wishes);
        }
        if (kind.equals(wanted.getOrDefault(resource, Wishes.NONE).kind)) {
            wants(resource, wishes);
        }
    }

    private void wants(Resource resource, Wishes now) {
        var before = wanted.put(resource, now);
        var nodes = now.abilities.nodes;
        var fresh = before == null
                ? nodes
                : nodes.stream()
                        .filter(node -> !before.abilities.nodes.contains(node))
                        .collect(Collectors.toUnmodifiableSet());
        if (!fresh.isEmpty()) {
            listeners.forEach(listener -> listener.wants(resource, fresh));
        }
    }

    @Override
    public void unavailable(Resource resource, Presence presence) {
        wanted.remove(resource);
    }

    @Override
    public void ended(Resource resource, Ending ending) {
        wanted.remove(resource);
    }

    /** What kind a client is, as it said last, and what it wants as far as that is known. */
    private record Wishes(Kind kind, Abilities abilities, boolean asked) {

        static final Wishes NONE = new Wishes(null, Abilities.NONE, false);
    }

    /**
     * What concerns the server of all that a kind of client can do.
     *
     * @param nodes that it wants to be notified of
     */
    private record Abilities(Set<String> nodes, boolean calls) {

        static final Abilities NONE = new Abilities(Set.of(), false);
    }

    /** A kind of client: program, version and settings. */
    private record Kind(String node, String ver, String hash) {

        static Optional<Kind> of(Element caps) {
            var node = caps.attribute("node");
            var ver = caps.attribute("ver");
            return node.isEmpty() || ver.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Kind(
                            node.get(), ver.get(), caps.attribute("hash").orElse("")));
        }
    }

    /** The kinds used last. */
    private static final class Known extends LinkedHashMap<Kind, Wishes> {

        private static final long serialVersionUID = 1;

        Known() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Wishes> eldest) {
            return size() > KINDS;
        }
    }
}
