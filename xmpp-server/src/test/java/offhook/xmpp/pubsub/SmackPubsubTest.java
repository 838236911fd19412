package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import offhook.xmpp.testing.SmackScene;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.bookmarks.BookmarkManager;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.pep.PepManager;
import org.jivesoftware.smackx.pubsub.AccessModel;
import org.jivesoftware.smackx.pubsub.EventElement;
import org.jivesoftware.smackx.pubsub.Item;
import org.jivesoftware.smackx.pubsub.ItemDeleteEvent;
import org.jivesoftware.smackx.pubsub.LeafNode;
import org.jivesoftware.smackx.pubsub.PayloadItem;
import org.jivesoftware.smackx.pubsub.PubSubManager;
import org.jivesoftware.smackx.pubsub.SimplePayload;
import org.jivesoftware.smackx.pubsub.Subscription;
import org.jivesoftware.smackx.pubsub.listener.ItemDeleteListener;
import org.jivesoftware.smackx.pubsub.listener.ItemEventListener;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** Publish-subscribe with a client that others wrote, over STARTTLS. */
class SmackPubsubTest extends SmackScene {

    private static PubSubManager service(XMPPTCPConnection connection) {
        return PubSubManager.getInstanceFor(connection, JidCreate.bareFromOrThrowUnchecked("pubsub.capulet.example"));
    }

    private static PayloadItem<SimplePayload> item(String id, String payload) {
        return new PayloadItem<>(id, new SimplePayload(payload));
    }

    @Test
    void aNodeOfTheService() throws Exception {
        var juliet = service(clients.online("juliet"));
        var romeoConnection = clients.online("romeo");
        var romeo = service(romeoConnection);
        assertThat(juliet.canCreateNodesAndPublishItems()).isTrue();
        var form = juliet.getDefaultConfiguration().getFillableForm();
        form.setTitle("Musings");
        form.setMaxItems(2);
        var musings = (LeafNode) juliet.createNode("musings", form);
        assertThat(musings.getNodeConfiguration().getField("pubsub#title").getFirstValue())
                .isEqualTo("Musings");

        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        var node = romeo.getLeafNode("musings");
        node.addItemEventListener(
                (ItemEventListener<Item>) items -> items.getItems().forEach(item -> heard.add(item.getId())));
        node.addItemDeleteListener(new ItemDeleteListener() {
            @Override
            public void handleDeletedItems(ItemDeleteEvent items) {
                items.getItemIds().forEach(id -> heard.add("not " + id));
            }

            @Override
            public void handlePurge() {
                heard.add("nothing");
            }
        });
        var subscription = node.subscribe(romeoConnection.getUser().asBareJid());
        assertThat(subscription.getState()).isEqualTo(Subscription.State.subscribed);
        for (var id : List.of("1", "2", "3")) {
            musings.publish(item(id, "<a xmlns='urn:a'>" + id + "</a>"));
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(id);
        }
        assertThat(ids(node.getItems())).containsExactly("2", "3");
        assertThat(ids(node.getItems(1))).containsExactly("3");
        musings.deleteItem("2");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("not 2");
        musings.deleteAllItems();
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("nothing");
        assertThat(romeo.getSubscriptions()).hasSize(1);
        assertThat(juliet.deleteNode("musings")).isTrue();
        assertThat(romeo.getSubscriptions()).isEmpty();
    }

    @Test
    void aWhitelistKeepsOthersOut() throws Exception {
        var juliet = service(clients.online("juliet"));
        var romeoConnection = clients.online("romeo");
        var form = juliet.getDefaultConfiguration().getFillableForm();
        form.setAccessModel(AccessModel.whitelist);
        juliet.createNode("secrets", form);
        var node = service(romeoConnection).getLeafNode("secrets");
        assertThatThrownBy(() -> node.subscribe(romeoConnection.getUser().asBareJid()))
                .isInstanceOfSatisfying(XMPPErrorException.class, error -> assertThat(
                                error.getStanzaError().getCondition())
                        .isEqualTo(Condition.not_allowed));
    }

    /** XEP-0084: a contact whose client asks for it sees the new picture. */
    @Test
    void aContactSeesTheAvatar() throws Exception {
        var romeo = clients.online("romeo");
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        romeo.addAsyncStanzaListener(
                stanza -> seen.add(stanza.getFrom() + " "
                        + EventElement.from(stanza).getEvent().getElementName()),
                stanza -> stanza.hasExtension(EventElement.QNAME));
        ServiceDiscoveryManager.getInstanceFor(romeo).addFeature(PublishedAvatar.METADATA + "+notify");
        var juliet = PepManager.getInstanceFor(clients.online("juliet"));
        var hash = "3c01bdbb26f358bab27f267924aa2c9a03fcfdb8";
        juliet.publish(PublishedAvatar.DATA, item(hash, "<data xmlns='" + PublishedAvatar.DATA + "'>QUJD</data>"));
        juliet.publish(
                PublishedAvatar.METADATA,
                item(
                        hash,
                        "<metadata xmlns='" + PublishedAvatar.METADATA + "'><info id='" + hash
                                + "' type='image/png' bytes='3'/></metadata>"));
        assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("juliet@capulet.example items");
        List<Item> data = PubSubManager.getInstanceFor(romeo, JidCreate.bareFrom("juliet@capulet.example"))
                .getLeafNode(PublishedAvatar.DATA)
                .getItems();
        assertThat(data).hasSize(1);
        assertThat(data.get(0).toXML().toString()).contains("QUJD");
    }

    /** XEP-0048 in private storage is XEP-0402. */
    @Test
    void anOldClientsBookmarkIsPublished() throws Exception {
        var juliet = clients.online("juliet");
        BookmarkManager.getBookmarkManager(juliet)
                .addBookmarkedConference(
                        "Balcony", JidCreate.entityBareFrom("balcony@conference.capulet.example"), true, null, null);
        List<Item> published = PepManager.getInstanceFor(juliet)
                .getPepPubSubManager()
                .getLeafNode(Bookmarks.NODE)
                .getItems();
        assertThat(ids(published)).containsExactly("balcony@conference.capulet.example");
        assertThat(BookmarkManager.getBookmarkManager(juliet).getBookmarkedConferences())
                .hasSize(1);
    }

    private static List<String> ids(List<Item> items) {
        return items.stream().map(Item::getId).toList();
    }
}
