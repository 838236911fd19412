package offhook.xmpp.xep;

import static offhook.xmpp.routing.Target.ACCOUNT;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Name;

/** Clients keep things for their user, such as bookmarks; nobody else sees them. */
public final class PrivateStorage implements Feature {

    private static final String NS = "jabber:iq:private";
    private static final int MOST = 100;

    private final Store store;
    private final int limit;

    /** @param limit how many characters may be kept at once */
    public PrivateStorage(Store store, int limit) {
        this.store = store;
        this.limit = limit;
    }

    @Override
    public Spec spec() {
        return Spec.xep(49, "1.2", "Private XML Storage");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS)
                .disco(ACCOUNT, NS)
                .iqRead(ACCOUNT, NS, "query", this::get)
                .iqSet(ACCOUNT, NS, "query", this::set)
                .accountTable("private_xml");
    }

    private Element get(Iq iq) {
        var asked = elements(iq);
        if (asked.size() != 1) {
            throw StanzaError.badRequest("one element is asked for"); // "Bad Format"
        }
        var named = asked.get(0);
        var kept = store.find(iq.to(), named).map(Element::parse).orElse(named); // what is not there is empty
        return isSeveral(kept) ? kept : Element.of("query", NS).with(kept);
    }

    /** "A set MAY contain multiple elements qualified by the same namespace": all are kept, or none. */
    private CompletionStage<Element> set(Iq iq) {
        var given = elements(iq);
        if (given.isEmpty()) {
            throw StanzaError.notAcceptable("what is to be kept?");
        }
        if (given.stream().map(Element::namespace).distinct().count() > 1) {
            throw StanzaError.notAcceptable("elements of one namespace at a time");
        }
        int size =
                given.stream().mapToInt(element -> element.toString().length()).sum();
        if (given.size() > MOST || size > limit) {
            throw StanzaError.policyViolation("at most " + MOST + " elements of " + limit + " characters together");
        }
        return store.put(iq.to(), byName(given)).thenApply(done -> null);
    }

    private static List<Element> elements(Iq iq) {
        if (!iq.to().equals(iq.from().bare())) {
            throw StanzaError.forbidden("this is somebody else's");
        }
        var elements = iq.payload().children();
        for (var element : elements) {
            if (element.namespace().equals(NS) || element.namespace().startsWith("jabber:client")) {
                throw StanzaError.notAcceptable("an element needs a namespace of its own");
            }
        }
        return elements;
    }

    /** Several of one name are kept as they came, in a query: that cannot be the name of one. */
    private static Map<Name, Element> byName(List<Element> elements) {
        var kept = new LinkedHashMap<Name, Element>();
        for (var element : elements) {
            kept.merge(nameOf(element), element, (before, one) -> (isSeveral(before)
                            ? before
                            : Element.of("query", NS).with(before))
                    .with(one));
        }
        return kept;
    }

    private static boolean isSeveral(Element kept) {
        return kept.is("query", NS);
    }

    private static Name nameOf(Element element) {
        return new Name(element.name(), element.namespace());
    }

    /** Where the elements are kept, one for each name. Safe to share. */
    public interface Store {

        /** Blocks. */
        Optional<String> find(Jid account, Element named);

        /** Keeps what there is now under these names: all or nothing. */
        CompletionStage<Void> put(Jid account, Map<Name, Element> kept);

        /** Keeps one under its own name. */
        default CompletionStage<Void> put(Jid account, Element element) {
            return put(account, Map.of(nameOf(element), element));
        }
    }

    public record Table(Database database) implements Store {

        /** What accounts keep under a name, as far as it contains a text. Blocks. */
        public Map<Jid, String> containing(Element named, String text) {
            return database.read(handle -> handle
                    .createQuery("SELECT account, xml FROM private_xml WHERE name = ? AND namespace = ? AND xml LIKE ?")
                    .bind(0, named.name())
                    .bind(1, named.namespace())
                    .bind(2, '%' + text + '%')
                    .map((row, context) -> Map.entry(Jid.parse(row.getString("account")), row.getString("xml")))
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }

        @Override
        public Optional<String> find(Jid account, Element named) {
            return database.read(handle -> handle.createQuery(
                            "SELECT xml FROM private_xml WHERE account = ? AND name = ? AND namespace = ?")
                    .bind(0, account.toString())
                    .bind(1, named.name())
                    .bind(2, named.namespace())
                    .mapTo(String.class)
                    .findOne());
        }

        @Override
        public CompletionStage<Void> put(Jid account, Map<Name, Element> kept) {
            return database.write(tx -> {
                kept.forEach((name, element) -> tx.execute(
                        """
                        INSERT INTO private_xml (account, name, namespace, xml) VALUES (?, ?, ?, ?)
                        ON CONFLICT (account, name, namespace) DO UPDATE SET xml = excluded.xml""",
                        account.toString(),
                        name.local(),
                        name.namespace(),
                        element.toString()));
                return null;
            });
        }
    }
}
