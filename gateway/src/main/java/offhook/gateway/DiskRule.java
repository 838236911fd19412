package offhook.gateway;

import java.util.Optional;
import java.util.function.Supplier;
import offhook.runtime.storage.Room;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Filter;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.StanzaError;

/**
 * What users may still send when the disk gets full: no large messages first, then none that might have to be stored.
 * Calls and alerts go on. Safe to share.
 */
record DiskRule(Supplier<Room> room) implements Filter {

    /** In bytes of the stanza. */
    private static final int LARGE = 8 << 10;

    @Override
    public Optional<Message> pass(Account sender, Message message) {
        boolean refused =
                switch (room.get()) {
                    case ENOUGH -> false;
                    case LITTLE -> message.bytes().length > LARGE;
                    case NEARLY_NONE -> message.body().isPresent();
                };
        if (refused) {
            throw StanzaError.resourceConstraint("the server has hardly any room on its disk");
        }
        return Optional.of(message);
    }
}
