package offhook.xmpp.feature;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.routing.AccessListener;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Admission;
import offhook.xmpp.routing.Filter;
import offhook.xmpp.routing.Handlers;
import offhook.xmpp.routing.IqHandler;
import offhook.xmpp.routing.PresenceRules;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.routing.Stage;
import offhook.xmpp.routing.Target;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Name;
import org.jdbi.v3.core.Handle;

/** Takes what a feature adds to the server. Used before the server starts. */
public final class Installer {

    private final Handlers handlers;
    private final Map<Target, Set<String>> features = new EnumMap<>(Target.class);
    private final Map<Target, Set<Identity>> identities = new EnumMap<>(Target.class);
    private final Map<Target, List<Function<Iq, List<Element>>>> items = new EnumMap<>(Target.class);
    private final Map<Target, List<DataForm>> forms = new EnumMap<>(Target.class);
    private final Map<Target, List<DiscoNodes>> nodes = new EnumMap<>(Target.class);
    private final List<Element> streamFeatures = new ArrayList<>();
    private final List<AccountTable> tables = new ArrayList<>();
    private final List<BiConsumer<Jid, Handle>> farewells = new ArrayList<>();
    private final List<Consumer<Jid>> removals = new ArrayList<>();

    public Installer(Handlers handlers) {
        this.handlers = handlers;
        for (var target : Target.values()) {
            features.put(target, new TreeSet<>());
            identities.put(target, new LinkedHashSet<>());
            items.put(target, new ArrayList<>());
            forms.put(target, new ArrayList<>());
            nodes.put(target, new ArrayList<>());
        }
    }

    /** The server says that it understands this namespace, XEP-0030. */
    public Installer disco(String namespace) {
        return disco(Target.SERVER, namespace);
    }

    /** Likewise the server, accounts, or services. */
    public Installer disco(Target target, String namespace) {
        features.get(target).add(namespace);
        return this;
    }

    /** What the server, an account or a service is besides, by category and type of the XMPP registrar. */
    public Installer identity(Target target, String category, String type) {
        identities.get(target).add(new Identity(category, type));
        return this;
    }

    /** What else the server, accounts or services say about themselves, XEP-0128. */
    public Installer form(Target target, DataForm form) {
        forms.get(target).add(form);
        return this;
    }

    /** What a disco#items request finds; the function may read the database, and gives {@code item} elements. */
    public Installer items(Target target, Function<Iq, List<Element>> found) {
        items.get(target).add(found);
        return this;
    }

    /** What a disco request finds that names a node. */
    public Installer nodes(Target target, DiscoNodes some) {
        nodes.get(target).add(some);
        return this;
    }

    /** A table whose column {@code account} holds a bare JID: its rows go when the account goes. */
    public Installer accountTable(String table) {
        return accountTable(table, "account");
    }

    /** Likewise where another column does. */
    public Installer accountTable(String table, String column) {
        tables.add(new AccountTable(table, column));
        return this;
    }

    /** What is to be seen before the rows of an account go; called in the transaction in which they do, perhaps twice. */
    public Installer beforeRemoval(BiConsumer<Jid, Handle> look) {
        farewells.add(look);
        return this;
    }

    /** How to forget what is in memory of an account that is gone for good; called on its lane. */
    public Installer onRemoval(Consumer<Jid> forget) {
        removals.add(forget);
        return this;
    }

    /** Announced to clients that have logged in, RFC 6120 §4.3.2; it negotiates nothing. */
    public Installer streamFeature(Element feature) {
        streamFeatures.add(feature);
        return this;
    }

    /** Requests answered at once; the handler never blocks. */
    public Installer iqGet(Target target, String namespace, String name, Function<Iq, Element> answer) {
        return iq(target, Iq.Type.GET, namespace, name, new IqHandler.Now(answer));
    }

    /** Requests answered from the database, which the handler may read. */
    public Installer iqRead(Target target, String namespace, String name, Function<Iq, Element> answer) {
        return iq(target, Iq.Type.GET, namespace, name, new IqHandler.Reading(answer));
    }

    /** Requests that change something; the handler never blocks, and the reply waits until the stage completes. */
    public Installer iqSet(
            Target target, String namespace, String name, Function<Iq, CompletionStage<Element>> answer) {
        return iq(target, Iq.Type.SET, namespace, name, new IqHandler.Later(answer));
    }

    /** Requests answered in any other way. */
    public Installer iq(Target target, Iq.Type type, String namespace, String name, IqHandler handler) {
        handlers.iq(target, type, new Name(name, namespace), handler);
        return this;
    }

    /** The feature looks at all messages. */
    public Installer at(Stage stage, Filter filter) {
        return at(stage, message -> true, filter);
    }

    /**
     * The feature looks at some messages.
     *
     * @param concerned whether it looks at one, told by nothing but the type and the names directly inside
     */
    public Installer at(Stage stage, Predicate<Message> concerned, Filter filter) {
        handlers.filter(stage, concerned, filter);
        return this;
    }

    /** The feature may refuse what clients send. */
    public Installer admit(Admission admission) {
        handlers.admission(admission);
        return this;
    }

    /** The feature hears of clients coming and going. */
    public Installer listen(ResourceListener listener) {
        handlers.listen(listener);
        return this;
    }

    /** The feature adds to the available presence that clients send, to all or to somebody; it never blocks. */
    public Installer stamp(BiFunction<Account, Presence, Presence> stamp) {
        handlers.stamp(stamp);
        return this;
    }

    /** The feature hears what services and others who are no clients answer to requests of the server; on any thread. */
    public Installer answers(Consumer<Iq> listener) {
        handlers.answers(listener);
        return this;
    }

    /** The one feature that keeps what somebody may lose with the sight of somebody else. */
    public Installer access(AccessListener listener) {
        handlers.access(listener);
        return this;
    }

    /** The one feature that handles presence. */
    public Installer presence(PresenceRules rules) {
        handlers.presence(rules);
        return this;
    }

    /** The namespaces announced for a target so far. */
    public Set<String> features(Target target) {
        return features.get(target);
    }

    /** The identities of a target so far. */
    public Set<Identity> identities(Target target) {
        return identities.get(target);
    }

    /** The forms of a target so far. */
    public List<DataForm> forms(Target target) {
        return forms.get(target);
    }

    /** All that a disco#items request finds. */
    public List<Element> items(Target target, Iq iq) {
        return items.get(target).stream()
                .flatMap(found -> found.apply(iq).stream())
                .toList();
    }

    /** Those who know nodes of a target. */
    public List<DiscoNodes> nodes(Target target) {
        return nodes.get(target);
    }

    /** The tables that hold something of accounts. */
    public List<AccountTable> accountTables() {
        return tables;
    }

    /** A table, and its column with a bare JID. */
    public record AccountTable(String name, String column) {}

    /** What is to be done in the transaction in which an account goes, before. */
    public List<BiConsumer<Jid, Handle>> farewells() {
        return farewells;
    }

    /** What is to be done when an account is gone for good. */
    public List<Consumer<Jid>> removals() {
        return removals;
    }

    /** An identity of XEP-0030 §3.1. */
    public record Identity(String category, String type) {}

    /** What is announced to clients that have logged in. */
    public List<Element> streamFeatures() {
        return streamFeatures;
    }
}
