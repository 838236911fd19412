package offhook.xmpp.archive;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Write;

/** Where archives are kept. Safe to share. */
interface ArchiveStore {

    /** What the ids are made with; empty at the first start. Blocks. */
    Optional<String> secret();

    CompletionStage<?> keepSecret(String secret);

    /** The newest place of all archives; 0 for none. Blocks. */
    long newest();

    /** Writes a row, in whatever transaction. */
    Write<?> row(Row row);

    /** Completes when it is committed. */
    CompletionStage<?> add(Write<?> row);

    /** Completes when all that was added before is there to be found. */
    CompletionStage<?> settled();

    /** The rows in their order, and whether there are more of them. Blocks; reads no more than is asked for. */
    Rows find(Jid archive, Selection selection);

    /** How many of these places are taken in an archive. Blocks. */
    int count(Jid archive, Collection<Long> places);

    /** The next archive in the order of their names. Blocks. */
    Optional<Jid> archiveAfter(String name);

    /** The newest row beyond so many; empty if there are fewer. Blocks. */
    Optional<Long> beyond(Jid archive, int messages);

    /** Drops the oldest rows up to a place, but no more than a batch; returns how many. */
    CompletionStage<Integer> drop(Jid archive, long upTo, int batch);

    /** Drops an archive with all that is in it, in whatever transaction. */
    Write<?> removal(Jid archive);

    /**
     * @param place its place among all that is kept
     * @param contact an account's: the other, a bare JID; a room's: the occupant
     * @param resource an account's: of the other, or ""
     * @param sender a room's: who the occupant was, a bare JID; else null
     */
    record Row(long place, Jid archive, String contact, String resource, String sender, String stanza) {}

    record Rows(List<Row> rows, boolean more) {}
}
