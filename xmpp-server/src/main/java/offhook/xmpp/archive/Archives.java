package offhook.xmpp.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Losses;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Timers;
import offhook.xmpp.archive.ArchiveStore.Row;
import offhook.xmpp.stanza.Filing;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All archives of this server, of accounts and of rooms: what is in them and how it is found. Safe to share. */
public final class Archives {

    public static final String STANZA_IDS = "urn:xmpp:sid:0";

    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);
    private static final int SECRET = 16;

    private final Losses losses = new Losses(LOG, "Messages for the archives");
    private final Places places;
    private final ArchiveStore store;
    private final Retention retention;
    private final SecureRandom random;
    private volatile Uids uids;

    /** Brings the tables up to date. Blocks. */
    public Archives(ArchiveConfig config, Database database, InstantSource clock, SecureRandom random) {
        database.migrate("xmpp-archive");
        places = new Places(clock);
        this.random = random;
        store = new ArchiveTable(database);
        retention = new Retention(config, store, clock);
    }

    /** Knows what there is, and from now on drops what is too old or too much. Blocks; before the first message. */
    public void start(Timers timers, Lane lane) {
        var secret = store.secret().orElseGet(this::newSecret);
        uids = new Uids(HexFormat.of().parseHex(secret));
        places.continueAfter(store.newest());
        retention.start(timers, lane);
    }

    private String newSecret() {
        var bytes = new byte[SECRET];
        random.nextBytes(bytes);
        var secret = HexFormat.of().formatHex(bytes);
        store.keepSecret(secret).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("The ids of archived messages will be others after a restart: {}", Cause.line(failure));
            }
        });
        return secret;
    }

    /**
     * Finds a place for a message.
     *
     * @param archive whose it is: a bare JID
     * @param contact an account's: the other, any JID; a room's: the occupant
     * @param sender a room's: who the occupant is; else null
     * @param message as it will be found
     */
    public Filing file(Jid archive, Jid contact, Jid sender, Message message) {
        long place = places.next();
        boolean room = sender != null;
        var row = new Row(
                place,
                archive,
                (room ? contact : contact.bare()).toString(),
                room ? "" : contact.resource(),
                room ? sender.bare().toString() : null,
                message.toString());
        var stanzaId =
                Element.of("stanza-id", STANZA_IDS).with("id", uids.of(place)).with("by", archive.toString());
        retention.added(archive);
        return new Filing(place, stanzaId, store.row(row));
    }

    /** Writes what is still to be written of a message, which its sender's custody waits for. */
    public void write(Message message, Filing filing) {
        filing.take().ifPresent(row -> {
            message.custody().hold();
            store.add(row).whenComplete((done, failure) -> {
                losses.heard(message.from(), failure);
                message.custody().release();
            });
        });
    }

    /** Completes when all that was filed before is there to be found: whoever has said something finds it. */
    public CompletionStage<?> settled() {
        return store.settled();
    }

    /**
     * A page of an account's archive. Blocks.
     *
     * @throws StanzaError item-not-found, XEP-0313 §4.1.3, §4.3.2: one of the ids is not there
     */
    public Found find(Jid account, Query query) {
        var contact = query.with().map(with -> with.bare().toString()).orElse(null);
        var resource =
                query.with().filter(with -> !with.isBare()).map(Jid::resource).orElse(null);
        return find(account, 0, query, contact, resource, null);
    }

    /**
     * A page of a room's archive. It may be asked for what an occupant JID said, or what a user said under whatever nickname.
     * Blocks; throws as the other does.
     *
     * @param since no place before this one is the room's, but that of another which had its name
     */
    public Found findInRoom(Jid room, long since, Query query) {
        var with = query.with().filter(jid -> !jid.equals(room)).orElse(null);
        boolean occupant = with != null && with.bare().equals(room);
        return find(
                room,
                since,
                query,
                occupant ? with.toString() : null,
                null,
                with == null || occupant ? null : with.bare().toString());
    }

    private Found find(Jid archive, long since, Query query, String contact, String resource, String sender) {
        var page = query.page();
        long from = LongStream.of(
                        since,
                        query.start().map(Places::first).orElse(0L),
                        behind(archive, page.after()),
                        behind(archive, query.afterId()))
                .max()
                .getAsLong();
        long to = LongStream.of(
                        query.end().map(Places::last).orElse(Long.MAX_VALUE),
                        ahead(archive, page.before().filter(uid -> !uid.isEmpty())),
                        ahead(archive, query.beforeId()))
                .min()
                .getAsLong();
        var ids = query.ids().stream().map(this::place).distinct().toList();
        if (!ids.isEmpty() && store.count(archive, ids) < ids.size()) {
            throw unknown();
        }
        var selection = new Selection(
                contact, resource, sender, from, to, ids.isEmpty() ? null : ids, page.isBackwards(), page.max());
        var rows = store.find(archive, selection);
        return new Found(query, rows.rows().stream().map(this::item).toList(), !rows.more());
    }

    private long behind(Jid archive, Optional<String> uid) {
        return uid.map(known -> existing(archive, known) + 1).orElse(0L);
    }

    private long ahead(Jid archive, Optional<String> uid) {
        return uid.map(known -> existing(archive, known) - 1).orElse(Long.MAX_VALUE);
    }

    private long existing(Jid archive, String uid) {
        long place = place(uid);
        if (store.count(archive, List.of(place)) == 0) {
            throw unknown();
        }
        return place;
    }

    private Found.Item item(Row row) {
        var message = Stanza.parse(row.stanza().getBytes(UTF_8)).element();
        return new Found.Item(row.place(), uids.of(row.place()), message);
    }

    private long place(String uid) {
        return uids.place(uid).orElseThrow(Archives::unknown);
    }

    private static StanzaError unknown() {
        return StanzaError.itemNotFound("no message has this id");
    }

    /** A place before which nothing is that is filed from now on. */
    public long now() {
        return places.next();
    }

    /** The newest messages of an archive, in its order. Blocks. */
    public List<Found.Item> newest(Jid archive, int most) {
        var last = new Selection(null, null, null, 0, Long.MAX_VALUE, null, true, most);
        return store.find(archive, last).rows().stream().map(this::item).toList();
    }

    /** {@code <metadata/>}, §5, of what is not before a place. Blocks. */
    public Element metadata(Jid archive, long since) {
        var metadata = Element.of("metadata", Query.NS);
        for (boolean last : new boolean[] {false, true}) {
            for (var row : store.find(archive, Selection.end(since, last)).rows()) {
                metadata = metadata.with(Element.of(last ? "end" : "start", Query.NS)
                        .with("id", uids.of(row.place()))
                        .with("timestamp", Found.stamp(Places.time(row.place()))));
            }
        }
        return metadata;
    }

    /** Drops an archive with all that is in it. */
    public void remove(Jid archive) {
        store.add(store.removal(archive)).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("The archive of {} stays: {}", archive, Cause.line(failure));
            }
        });
    }

    /** What says where a message is, to whoever may read it there. */
    public static Element stanzaId(Jid archive, String uid) {
        return Element.of("stanza-id", STANZA_IDS).with("id", uid).with("by", archive.toString());
    }
}
