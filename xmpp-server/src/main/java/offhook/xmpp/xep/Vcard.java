package offhook.xmpp.xep;

import static offhook.xmpp.routing.Target.ACCOUNT;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import org.jdbi.v3.core.Handle;

/** What users tell everybody about themselves. */
public final class Vcard implements Feature {

    private static final String NS = "vcard-temp";

    private final Store store;
    private final int limit;

    /** @param limit how many characters a card may have, its picture included */
    public Vcard(Store store, int limit) {
        this.store = store;
        this.limit = limit;
    }

    @Override
    public Spec spec() {
        return Spec.xep(54, "1.2", "vcard-temp");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS)
                .disco(ACCOUNT, NS)
                .iqRead(ACCOUNT, NS, "vCard", this::get)
                .iqSet(ACCOUNT, NS, "vCard", this::set)
                .accountTable("vcard");
    }

    /** §3.1, §3.3: who has no card looks like who does not exist, except to themselves. */
    private Element get(Iq iq) {
        boolean own = iq.to().equals(iq.from().bare());
        return store.find(iq.to())
                .map(Element::parse)
                .orElseThrow(() -> own ? StanzaError.itemNotFound("no card yet") : StanzaError.serviceUnavailable(""));
    }

    private CompletionStage<Element> set(Iq iq) {
        if (!iq.to().equals(iq.from().bare())) {
            throw StanzaError.forbidden("this is somebody else's card"); // §3.2
        }
        var xml = iq.payload().toString();
        if (xml.length() > limit) {
            throw StanzaError.policyViolation("a card has at most " + limit + " characters");
        }
        return store.put(iq.to(), xml).thenApply(done -> null);
    }

    /** Where the cards are kept. Safe to share. */
    public interface Store {

        /** Blocks. */
        Optional<String> find(Jid account);

        CompletionStage<Void> put(Jid account, String xml);
    }

    public record Table(Database database) implements Store {

        @Override
        public Optional<String> find(Jid account) {
            return database.read(handle -> handle.createQuery("SELECT xml FROM vcard WHERE account = ?")
                    .bind(0, account.toString())
                    .mapTo(String.class)
                    .findOne());
        }

        @Override
        public CompletionStage<Void> put(Jid account, String xml) {
            return database.write(tx -> {
                put(tx, account, xml);
                return null;
            });
        }

        /** Keeps a card as part of something larger. */
        public static void put(Handle tx, Jid account, String xml) {
            tx.execute(
                    """
                    INSERT INTO vcard (account, xml) VALUES (?, ?)
                    ON CONFLICT (account) DO UPDATE SET xml = excluded.xml""",
                    account.toString(),
                    xml);
        }
    }
}
