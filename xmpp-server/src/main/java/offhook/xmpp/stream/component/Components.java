package offhook.xmpp.stream.component;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.runtime.trace.Wire;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stream.Connection;
import offhook.xmpp.stream.RandomIds;
import offhook.xmpp.stream.StreamConfig;
import offhook.xmpp.xml.StreamError;

/** Programs outside that serve domains beside ours, as the configuration names them, and their streams. Safe to share. */
public final class Components implements Feature {

    static final String NS = "jabber:component:accept";

    private static final int ID_BYTES = 15;

    /** How many connections may be open at once, with those that have proven nothing yet. */
    private static final int MOST_CONNECTIONS = 100;

    private final StreamConfig config;
    private final Consumer<Stanza> router;
    private final Wire trace;
    private final RandomIds ids;
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final Set<ComponentStream> open = ConcurrentHashMap.newKeySet();

    /**
     * @param router where to send what components say
     * @param trace where stanzas are noted, by the domain of the component
     */
    public Components(
            Collection<ComponentConfig> components,
            StreamConfig config,
            Consumer<Stanza> router,
            Wire trace,
            SecureRandom random) {
        this.config = config;
        this.router = router;
        this.trace = trace;
        this.ids = new RandomIds(random, ID_BYTES);
        components.forEach(one -> this.components.put(one.name(), new Component(one)));
    }

    @Override
    public Spec spec() {
        return Spec.xep(114, "1.6", "Jabber Component Protocol").only("jabber:component:accept");
    }

    @Override
    public void install(Installer to) {
        // its services are shown by service discovery
    }

    /** What answers at their domains. */
    public List<Service> services() {
        return List.copyOf(components.values());
    }

    /** Somebody has connected; on the loop of the connection. */
    public ComponentStream open(Connection connection) {
        var stream = new ComponentStream(this, connection);
        open.add(stream);
        if (open.size() > MOST_CONNECTIONS) {
            stream.fail(new StreamError(StreamError.Condition.RESOURCE_CONSTRAINT, "too many connections"));
        }
        return stream;
    }

    /** Says goodbye on every stream, RFC 6120 §4.9.3.20. */
    public void shutDown() {
        open.forEach(stream ->
                stream.loop().execute(() -> stream.fail(new StreamError(StreamError.Condition.SYSTEM_SHUTDOWN, ""))));
    }

    /** How many components are connected. */
    public int connected() {
        return (int) components.values().stream().filter(Component::isPresent).count();
    }

    void closed(ComponentStream stream) {
        open.remove(stream);
    }

    Optional<Component> find(String name) {
        try {
            return Optional.ofNullable(components.get(Jid.of(name).domain()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    StreamConfig config() {
        return config;
    }

    Consumer<Stanza> router() {
        return router;
    }

    Wire trace() {
        return trace;
    }

    String randomId() {
        return ids.next();
    }
}
