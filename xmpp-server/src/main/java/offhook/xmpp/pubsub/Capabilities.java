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

    private static final String NS = "http://jabber.org/protocol/caps";
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String NOTIFY = "+notify";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KINDS = 2_000;

    private final Questions questions;
    private final Map<Kind, Set<String>> known = Collections.synchronizedMap(new Known());
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
        return wanted.getOrDefault(resource, Wishes.NONE).nodes.contains(node);
    }

    @Override
    public Spec spec() {
        return Spec.xep(115, "1.6.0", "Entity Capabilities");
    }

    @Override
    public void install(Installer to) {
        to.listen(this);
    }

    @Override
    public void available(Resource resource, Presence presence, boolean initial) {
        var kind = presence.child("c", NS).flatMap(Kind::of);
        if (kind.isEmpty()) {
            return; // §8.4: says nothing of its capabilities, or still has those of before
        }
        var nodes = known.get(kind.get());
        if (nodes != null) {
            wants(resource, kind.get(), nodes);
            return;
        }
        wanted.merge(resource, new Wishes(kind.get(), Set.of()), (before, now) -> new Wishes(now.kind, before.nodes));
        var query = Element.of("query", INFO).with("node", kind.get().node + '#' + kind.get().ver);
        questions.ask(resource, query, PATIENCE, answer -> learn(resource, kind.get(), answer));
    }

    /** §5.4: only what the hash confirms is believed of all clients that send it. By now the client may be another kind. */
    private void learn(Resource resource, Kind kind, Optional<Iq> answer) {
        var info = answer.filter(iq -> iq.type() == Iq.Type.RESULT)
                .flatMap(iq -> iq.child("query", INFO))
                .orElse(null);
        if (info == null || !resource.isAvailable()) {
            return;
        }
        var nodes = info.children("feature", INFO).stream()
                .flatMap(feature -> feature.attribute("var").stream())
                .filter(feature -> feature.endsWith(NOTIFY))
                .map(feature -> feature.substring(0, feature.length() - NOTIFY.length()))
                .collect(Collectors.toUnmodifiableSet());
        if (CapsHash.of(info, kind.hash).filter(kind.ver::equals).isPresent()) {
            known.put(kind, nodes);
        }
        if (kind.equals(wanted.getOrDefault(resource, Wishes.NONE).kind)) {
            wants(resource, kind, nodes);
        }
    }

    private void wants(Resource resource, Kind kind, Set<String> nodes) {
        var before = wanted.put(resource, new Wishes(kind, nodes));
        var fresh = before == null
                ? nodes
                : nodes.stream().filter(node -> !before.nodes.contains(node)).collect(Collectors.toUnmodifiableSet());
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
    private record Wishes(Kind kind, Set<String> nodes) {

        static final Wishes NONE = new Wishes(null, Set.of());
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
    private static final class Known extends LinkedHashMap<Kind, Set<String>> {

        private static final long serialVersionUID = 1;

        Known() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Set<String>> eldest) {
            return size() > KINDS;
        }
    }
}
