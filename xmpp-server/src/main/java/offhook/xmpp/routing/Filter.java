package offhook.xmpp.routing;

import offhook.xmpp.stanza.Message;

/** What a feature does with messages at a {@link Stage}. Must not block. */
@FunctionalInterface
public interface Filter {

    /**
     * @param account whose message it is at this stage: the sender or the receiver
     * @return what goes on, changed or not; null if the feature has taken it
     * @throws offhook.xmpp.stanza.StanzaError to refuse it
     */
    Message pass(Account account, Message message);
}
