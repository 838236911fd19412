package offhook.xmpp.stanza;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import offhook.runtime.storage.Write;
import offhook.xmpp.xml.Element;

/**
 * The place of a message in an archive, and the row that is still to be written there: by whoever keeps the message
 * elsewhere, too, in the same transaction, else by the archive itself when the message is delivered. Safe to share.
 */
public final class Filing {

    private final long place;
    private final Element stanzaId;
    private final AtomicReference<Write<?>> row;

    /**
     * @param place of the message among all that is kept
     * @param stanzaId as whoever may read the archive gets it, XEP-0359
     * @param row writes it
     */
    public Filing(long place, Element stanzaId, Write<?> row) {
        this.place = place;
        this.stanzaId = stanzaId;
        this.row = new AtomicReference<>(row);
    }

    public long place() {
        return place;
    }

    public Element stanzaId() {
        return stanzaId;
    }

    /** The row, for whoever asks first and so writes it; empty afterwards, so that no message is archived twice. */
    public Optional<Write<?>> take() {
        return Optional.ofNullable(row.getAndSet(null));
    }
}
