package offhook.xmpp.xep;

import static offhook.xmpp.routing.Target.ACCOUNT;

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

/** Clients keep things for their user, such as bookmarks; nobody else sees them. */
public final class PrivateStorage implements Feature {

    private static final String NS = "jabber:iq:private";

    private final Store store;
    private final int limit;

    /** @param limit how many characters an element may have */
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
        var asked = only(iq);
        var kept = store.find(iq.to(), asked).map(Element::parse).orElse(asked); // what is not there is empty
        return Element.of("query", NS).with(kept);
    }

    private CompletionStage<Element> set(Iq iq) {
        var xml = only(iq);
        if (xml.toString().length() > limit) {
            throw StanzaError.policyViolation("an element has at most " + limit + " characters");
        }
        return store.put(iq.to(), xml).thenApply(done -> null);
    }

    private static Element only(Iq iq) {
        if (!iq.to().equals(iq.from().bare())) {
            throw StanzaError.forbidden("this is somebody else's");
        }
        var children = iq.payload().children();
        if (children.size() != 1) {
            throw StanzaError.badRequest("exactly one element");
        }
        if (children.get(0).namespace().equals(NS)
                || children.get(0).namespace().startsWith("jabber:client")) {
            throw StanzaError.notAcceptable("an element needs a namespace of its own"); // §6
        }
        return children.get(0);
    }

    /** Where the elements are kept, one for each name. Safe to share. */
    public interface Store {

        /** Blocks. */
        Optional<String> find(Jid account, Element named);

        CompletionStage<Void> put(Jid account, Element element);
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
        public CompletionStage<Void> put(Jid account, Element element) {
            return database.write(tx -> {
                tx.execute(
                        """
                        INSERT INTO private_xml (account, name, namespace, xml) VALUES (?, ?, ?, ?)
                        ON CONFLICT (account, name, namespace) DO UPDATE SET xml = excluded.xml""",
                        account.toString(),
                        element.name(),
                        element.namespace(),
                        element.toString());
                return null;
            });
        }
    }
}
