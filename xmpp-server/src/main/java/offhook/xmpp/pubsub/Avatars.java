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
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xep.Vcard;
import offhook.xmpp.xml.Element;

/**
 * The picture that a user publishes (XEP-0084) and the one in the user's card (XEP-0153) are the same one, and presence
 * says which it is: XEP-0398. Safe to share.
 */
final class Avatars implements Feature, Vcard.Store, ResourceListener {

    static final String UPDATE = "vcard-temp:x:update";

    private static final int AT_ONCE = 500;

    private final AvatarTable table;
    private final PublishedAvatar published;
    private final Accounts accounts;
    private final Consumer<Jid> changed;

    /** Of the accounts that are online; changed on their lanes. */
    private final ConcurrentMap<Jid, Optional<String>> hashes = new ConcurrentHashMap<>();

    /** @param changed hears whose presence says something else now */
    Avatars(AvatarTable table, PublishedAvatar published, Accounts accounts, Consumer<Jid> changed) {
        this.table = table;
        this.published = published;
        this.accounts = accounts;
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
                .listen(this)
                .accountTable("avatar")
                .onRemoval(hashes::remove);
    }

    /** Looks at the pictures that nobody has looked at. Blocks; before the first session. */
    void start() {
        for (var cards = table.unknown(AT_ONCE); !cards.isEmpty(); cards = table.unknown(AT_ONCE)) {
            var found = new HashMap<Jid, String>();
            cards.forEach((account, card) -> found.put(account, hash(VcardPhoto.in(Element.parse(card)))));
            table.keep(found).toCompletableFuture().join();
        }
    }

    /** "" for no picture. */
    private static String hash(Optional<VcardPhoto> photo) {
        return photo.map(VcardPhoto::hash).orElse("");
    }

    /** Before the client's first presence comes, the picture is known. */
    @Override
    public void bound(Resource resource) {
        var account = resource.account();
        if (!hashes.containsKey(account.jid())) {
            account.lane().execute(() -> learned(account, table.hash(account.jid())));
        }
    }

    @Override
    public void ended(Resource resource, Ending ending) {
        if (resource.account().resources().isEmpty()) {
            hashes.remove(resource.account().jid());
        }
    }

    /** Whether it was another one before, or unknown. */
    private boolean learned(Account account, Optional<String> hash) {
        return !account.resources().isEmpty() && !hash.equals(hashes.put(account.jid(), hash));
    }

    /** §3: unless the client says that it shows no picture. */
    private Presence stamped(Account account, Presence presence) {
        var hash = known(account.jid()).orElse(null);
        if (hash == null) {
            return presence;
        }
        var photo = presence.child("x", UPDATE).flatMap(x -> x.child("photo")).map(Element::text);
        boolean stays = photo.isPresent() ? photo.get().isEmpty() || photo.get().equals(hash) : hash.isEmpty();
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
        var before = known(account).orElse("");
        return keep(account, xml, photo)
                .thenCompose(done -> photo.isPresent()
                        ? published.publish(account, photo.get())
                        : published.withdraw(account, before));
    }

    private Optional<String> known(Jid account) {
        return hashes.getOrDefault(account, Optional.empty());
    }

    private CompletionStage<Void> keep(Jid account, String xml, Optional<VcardPhoto> photo) {
        var hash = hash(photo);
        return table.put(account, xml, hash).thenRun(() -> accounts.online(account)
                .ifPresent(online -> online.lane().execute(() -> {
                    if (learned(online, Optional.of(hash))) {
                        changed.accept(account);
                    }
                })));
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
