package offhook.gateway.contacts;

import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.directory.address.Jid;

/** Keeps who watches whom over a restart. Safe to share. */
interface ContactStore {

    /**
     * Somebody whom one of our people watches.
     *
     * @param contact a bare JID
     * @param granted whether they have let themselves be watched
     */
    record Row(UserId person, Jid contact, boolean granted) {}

    CompletionStage<Void> put(Row row);

    CompletionStage<Void> remove(UserId person, Jid contact);

    /** All of them, in order. Blocks. */
    List<Row> all();
}
