package offhook.xmpp.muc;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import offhook.directory.address.Jid;
import offhook.runtime.work.Lane;
import offhook.xmpp.archive.Archivable;
import offhook.xmpp.archive.Archives;
import offhook.xmpp.archive.Found;
import offhook.xmpp.archive.Query;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * What was said in a room, XEP-0313 §6.1.2: for whoever may enter it now. Who said it is kept with each message, and shown
 * to those who may know. Of the room's lane; the database is read on another.
 */
final class RoomArchive {

    /** The status codes of §7.2.12 and §10.2.1 of XEP-0045. */
    static final int LOGGED = 170;

    static final int NOT_LOGGED = 171;

    private static final int SHOWS_ADDRESSES = 100;
    private static final int MOST_READERS = 100;

    private final Room room;
    private final Optional<Archives> archives;
    private final Lane reading;
    private final long since;
    private boolean recalled;

    /** The key of the lane that reads. */
    record Reading(Jid room) {}

    /** @param isNew whether nothing that is there is the room's */
    RoomArchive(Room room, Optional<Archives> archives, Lane reading, boolean isNew) {
        this.room = room;
        this.archives = archives;
        this.reading = reading;
        since = isNew ? archives.map(Archives::now).orElse(0L) : 0;
        recalled = isNew;
    }

    /** Whether rooms of this server can have one. */
    boolean isOffered() {
        return archives.isPresent();
    }

    boolean isKept() {
        return isOffered() && room.config().logging();
    }

    /**
     * Keeps what is said to everybody; it is acknowledged when it is committed.
     *
     * @param message as it came
     * @param passed as the others get it
     * @return with its id in the archive, if it is there
     */
    Message add(Message message, Occupant from, Message passed) {
        if (!isKept() || !Archivable.isForRoom(passed)) {
            return passed;
        }
        var notice = room.config().nonAnonymous() ? Notice.code(SHOWS_ADDRESSES) : Notice.NONE;
        var signed = passed.with(notice.toElement(from.affiliation(), from.role(), message.from()));
        var filing = archives.get().file(room.jid(), from.jid(), from.account(), signed);
        archives.get().write(message, filing);
        return passed.with(filing.stanzaId());
    }

    /** Whether what newcomers are told is still in the archive alone. */
    boolean isToBeRecalled() {
        return !recalled && isKept() && room.config().history() > 0;
    }

    /** Reads what newcomers are told; completes on the lane that reads. */
    CompletableFuture<Void> recall() {
        int most = room.config().history();
        return CompletableFuture.supplyAsync(() -> archives.get().newest(room.jid(), most), reading)
                .thenAccept(this::recall);
    }

    /** The room waits for this. */
    private void recall(List<Found.Item> past) {
        for (var item : past) {
            var message = veiled(item.message()).with(Archives.stanzaId(room.jid(), item.uid()));
            var stanza = (Message) Stanza.of(message);
            if (Talk.isHistory(stanza)) {
                room.history.recall(room.jid(), stanza, item.at());
            }
        }
        recalled = true;
    }

    /**
     * A query, or what one may ask about it.
     *
     * @throws StanzaError forbidden for whoever may not enter, §6.1.2
     */
    void asked(Iq iq) {
        var reader = room.occupants.of(iq.from());
        var affiliation = room.affiliation(iq.from());
        boolean secret = room.config().hasPassword() && reader == null && affiliation != Affiliation.OWNER;
        if (secret || !Rights.mayEnter(affiliation, room.config())) {
            throw StanzaError.forbidden("the archive is for those who may enter");
        }
        var role = reader == null ? Rights.onEntering(affiliation, room.config()) : reader.role();
        boolean get = iq.type() == Iq.Type.GET;
        if (get && iq.request().local().equals("query")) {
            room.send(iq.result(Query.form()));
        } else if (get && iq.request().local().equals("metadata")) {
            read(iq, () -> room.send(iq.result(archives.get().metadata(room.jid(), since))));
        } else if (!get && iq.request().local().equals("query")) {
            var query = Query.read(iq.payload());
            boolean open = room.config().showsAddressesTo(role);
            if (!open
                    && query.with()
                            .filter(jid -> !jid.bare().equals(room.jid()))
                            .isPresent()) {
                throw StanzaError.forbidden("who is who is not for you to know");
            }
            read(iq, () -> answer(iq, query, role, open));
        } else {
            throw StanzaError.serviceUnavailable("");
        }
    }

    private void answer(Iq iq, Query query, Role role, boolean open) {
        var found = archives.get().findInRoom(room.jid(), since, query);
        boolean byUser =
                query.with().filter(jid -> !jid.bare().equals(room.jid())).isPresent();
        found.results(room.jid(), iq.from(), message -> {
                    boolean shown = role == Role.MODERATOR || (open && wasShown(message));
                    return shown ? signed(message) : byUser ? null : veiled(message);
                })
                .forEach(room::send);
        room.send(iq.result(found.fin()));
    }

    private void read(Iq iq, Runnable task) {
        if (reading.depth() >= MOST_READERS) {
            throw StanzaError.resourceConstraint("too many read the archive, try again later");
        }
        archives.get().settled().whenCompleteAsync((done, failure) -> room.guarded(iq, task), reading);
    }

    /** Whether everybody was shown who said this: what was said under a veil stays so when the room drops it. */
    private static boolean wasShown(Element message) {
        return message.child("x", Notice.NS)
                .flatMap(x -> x.child("status"))
                .flatMap(status -> status.attribute("code"))
                .filter(Integer.toString(SHOWS_ADDRESSES)::equals)
                .isPresent();
    }

    private static Element veiled(Element message) {
        return message.keeping(child -> !child.is("x", Notice.NS));
    }

    /** With who said it, and no more. */
    private static Element signed(Element message) {
        return veiled(message)
                .with(message.children("x", Notice.NS).stream()
                        .map(x -> x.keeping(child -> child.name().equals("item")))
                        .toList());
    }
}
