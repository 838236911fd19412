package offhook.xmpp.routing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Name;

/** What features have registered with the router. Filled before the server starts, then only read. */
public final class Handlers {

    private final Map<Key, IqHandler> iqs = new HashMap<>();
    private final Map<Stage, StageFilters> filters = new EnumMap<>(Stage.class);
    private final List<ResourceListener> listeners = new ArrayList<>();
    private final List<Consumer<Iq>> answers = new ArrayList<>();
    private final List<Admission> admissions = new ArrayList<>();
    private final List<BiFunction<Account, Presence, Presence>> stamps = new ArrayList<>();
    private PresenceRules presence;
    private AccessListener access = AccessListener.NONE;

    public Handlers() {
        for (var stage : Stage.values()) {
            filters.put(stage, new StageFilters());
        }
    }

    public void iq(Target target, Iq.Type type, Name request, IqHandler handler) {
        if (iqs.putIfAbsent(new Key(target, type, request), handler) != null) {
            throw new IllegalStateException("two features answer " + type + ' ' + request + " to " + target);
        }
    }

    /** @param concerned whether a message is looked at, by nothing but its type and the names in it */
    public void filter(Stage stage, Predicate<Message> concerned, Filter filter) {
        filters.get(stage).add(concerned, filter);
    }

    public void admission(Admission admission) {
        admissions.add(admission);
    }

    public void listen(ResourceListener listener) {
        listeners.add(listener);
    }

    public void stamp(BiFunction<Account, Presence, Presence> stamp) {
        stamps.add(stamp);
    }

    /** The available presence of a client with what the features add. */
    public Presence stamped(Account account, Presence presence) {
        var stamped = presence;
        for (var stamp : stamps) {
            stamped = stamp.apply(account, stamped);
        }
        return stamped;
    }

    public void answers(Consumer<Iq> listener) {
        answers.add(listener);
    }

    /** Somebody has answered a request of the server. */
    void answered(Iq iq) {
        answers.forEach(listener -> listener.accept(iq));
    }

    public void presence(PresenceRules rules) {
        presence = rules;
    }

    PresenceRules presence() {
        return presence;
    }

    public void access(AccessListener listener) {
        access = listener;
    }

    /** Who hears that somebody may see less. */
    public AccessListener access() {
        return access;
    }

    /** Everybody who listens, in the order of the features. */
    public List<ResourceListener> listeners() {
        return listeners;
    }

    Optional<IqHandler> find(Target target, Iq iq) {
        return Optional.ofNullable(iqs.get(new Key(target, iq.type(), iq.request())));
    }

    /** The stanza, if nobody refuses it; throws the error of whoever does. */
    public Stanza admitted(Stanza stanza) {
        for (var admission : admissions) {
            admission.check(stanza);
        }
        return stanza;
    }

    /** Lets the message pass all the filters of a stage; null if one took it. */
    public Message pass(Stage stage, Account account, Message message) {
        var passing = message;
        for (var filter : filters.get(stage).of(message)) {
            var next = filter.pass(account, passing);
            if (next == null) {
                return null;
            }
            passing = next == passing ? passing : same(passing, next);
        }
        return passing;
    }

    /** Whatever a filter has made of a message is the same one to those who keep it. */
    private static Message same(Message before, Message after) {
        var kept = after.in(before.custody());
        return kept.filing().isPresent() ? kept : kept.filed(before.filing().orElse(null));
    }

    private record Key(Target target, Iq.Type type, Name request) {}
}
