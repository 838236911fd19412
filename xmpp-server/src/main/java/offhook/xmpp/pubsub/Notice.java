package offhook.xmpp.pubsub;

import java.util.List;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.xml.Element;

/** Something to be told because of a change. */
sealed interface Notice {

    /**
     * To all who hear of this node as it is here.
     *
     * @param toContacts what those are told beside the event who see the presence of the node's host
     */
    record ToSubscribers(Node node, Element event, List<Element> toContacts) implements Notice {}

    /** To somebody, whoever they are to the node. */
    record ToOne(Message message) implements Notice {}

    /** The last item, to one who has just subscribed, §6.1.7. */
    record LastItem(Node node, Jid to) implements Notice {}

    static Notice toSubscribers(Node node, Element event) {
        return new ToSubscribers(node, event, List.of());
    }

    /** To one, an event that is not about items: normal, so that it waits for who is away. */
    static Notice toOne(Node node, Jid to, Element event) {
        return new ToOne(Pubsub.event(node.host(), to, false, event, List.of()));
    }
}
