package offhook.xmpp.pubsub;

import static offhook.xmpp.routing.Target.ACCOUNT;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.pubsub.NodeConfig.Access;
import offhook.xmpp.routing.Account;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xep.Vcard;
import offhook.xmpp.xml.Element;

/**
 * The picture that a user publishes (XEP-0084) and the one in the user's card (XEP-0153) are the same one, and presence
 * says which it is: XEP-0398. Safe to share.
 */
final class Avatars implements Feature, Vcard.Store {

    static final String UPDATE = "vcard-temp:x:update";

    private static final int AT_ONCE = 500;

    private final AvatarTable table;
    private final PublishedAvatar published;
    private final Consumer<Jid> changed;

    /** Of everybody who has a card: to read it at each login would cost more than to know it. */
    private final ConcurrentMap<Jid, String> hashes = new ConcurrentHashMap<>();

    /** @param changed hears whose presence says something else now */
    Avatars(AvatarTable table, PublishedAvatar published, Consumer<Jid> changed) {
        this.table = table;
        this.published = published;
        this.changed = changed;
    }

    @Override
    public Spec spec() {
        return Spec.xep(398, "1.0.0", "User Avatar to vCard-Based Avatars Conversion");
    }

    @Override
    public List<Spec> also() {
        return List.of(Spec.xep(84, "1.1.4", "User Avatar"), Spec.xep(153, "1.1.1", "vCard-Based Avatars"));
    }

    @Override
    public void install(Installer to) {
        to.disco(ACCOUNT, "urn:xmpp:pep-vcard-conversion:0")
                .stamp(this::stamped)
                .accountTable("avatar")
                .onRemoval(hashes::remove);
    }

    /** Looks at the pictures that nobody has looked at, and learns of all. Blocks; before the first session. */
    void start() {
        for (var cards = table.unknown(AT_ONCE); !cards.isEmpty(); cards = table.unknown(AT_ONCE)) {
            var found = new HashMap<Jid, String>();
            cards.forEach((account, card) -> found.put(account, hash(VcardPhoto.in(Element.parse(card)))));
            table.keep(found).toCompletableFuture().join();
        }
        hashes.putAll(table.hashes());
    }

    /** "" for no picture. */
    private static String hash(Optional<VcardPhoto> photo) {
        return photo.map(VcardPhoto::hash).orElse("");
    }

    /** §3: unless the client says that it shows no picture; whoever is not ready to say it has it said. */
    private Presence stamped(Account account, Presence presence) {
        var known = hashes.get(account.jid());
        var hash = known == null ? "" : known;
        var update = presence.child("x", UPDATE);
        var photo = update.flatMap(x -> x.child("photo")).map(Element::text);
        boolean stays = photo.isPresent()
                ? known == null || photo.get().isEmpty() || photo.get().equals(hash)
                : update.isEmpty() && hash.isEmpty();
        if (stays) {
            return presence;
        }
        var stamp = Element.of("x", UPDATE).with(Element.of("photo", UPDATE, hash));
        var rest = presence.element().keeping(child -> !child.is("x", UPDATE));
        return ((Presence) Stanza.of(rest.with(stamp))).in(presence.custody());
    }

    @Override
    public Optional<String> find(Jid account) {
        return table.find(account);
    }

    /** A client has a new card for its user, §2.2: what is in it is published, too. */
    @Override
    public CompletionStage<Void> put(Jid account, String xml) {
        var photo = VcardPhoto.in(Element.parse(xml));
        var before = hashes.getOrDefault(account, "");
        return keep(account, xml, photo)
                .thenCompose(done -> photo.isPresent()
                        ? published.publish(account, photo.get())
                        : published.withdraw(account, before));
    }

    private CompletionStage<Void> keep(Jid account, String xml, Optional<VcardPhoto> photo) {
        var hash = hash(photo);
        return table.put(account, xml, hash).thenRun(() -> {
            if (!hash.equals(hashes.put(account, hash))) {
                changed.accept(account);
            }
        });
    }

    /**
     * The user has published another picture, or none, §2.1: it goes into the card, if everybody may see it. Reads the
     * database.
     */
    CompletionStage<Void> published(Jid account) {
        if (published.access(account) != Access.OPEN) {
            return CompletableFuture.completedFuture(null); // §6
        }
        var photo = published.find(account);
        var card = table.find(account).map(Element::parse).orElse(VcardPhoto.EMPTY_CARD);
        boolean same = photo.map(VcardPhoto::hash).equals(VcardPhoto.in(card).map(VcardPhoto::hash));
        if (same || (photo.isEmpty() && !published.isWithdrawn(account))) {
            return CompletableFuture.completedFuture(null);
        }
        return keep(account, VcardPhoto.replaced(card, photo).toString(), photo);
    }
}
