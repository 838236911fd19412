package offhook.xmpp.roster;

import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;

/** Where rosters are kept. Safe to share. */
public interface RosterStore {

    /** Everything kept for an account; an empty roster of version 0 for one never seen. Blocks. */
    Stored load(Jid account);

    /** Keeps what changed, in one piece; the stage completes when it is committed. */
    CompletionStage<Void> save(Jid account, Changed changed);

    /**
     * One item with the roster's version at its last visible change; an item that is not listed remembers a removal.
     *
     * @param version 0 where no client ever saw the item
     */
    record Row(RosterItem item, long version) {}

    /**
     * A roster as it is kept.
     *
     * @param version counts the visible changes, RFC 6121 §2.6
     * @param floor the changes up to this version cannot be told one by one any more
     */
    record Stored(long version, long floor, List<Row> rows) {}

    /**
     * What one change touched.
     *
     * @param forgotten contacts of whom nothing is kept any more
     */
    record Changed(long version, long floor, List<Row> rows, List<Jid> forgotten) {}
}
