package offhook.gateway.contacts;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.gateway.chat.ErrorMapping;
import offhook.gateway.contacts.ContactStore.Row;
import offhook.pbx.WatchConfig;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Cause;
import offhook.sip.agent.Agent;
import offhook.sip.event.document.MalformedDocument;
import offhook.sip.event.document.PresenceInfo;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.subscriber.Subscriber;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom of the SIP world our people have in their rosters: a subscription of theirs is one of RFC 6665 for as long as they
 * want it, over restarts, RFC 8048 §5.2. Safe to share.
 */
public final class Contacts {

    private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);

    private static final int MOST_OF_ONE = 500;
    private static final int MOST_POLLS = 1_000;

    /** After a restart so many begin in a second. */
    private static final int A_SECOND = 20;

    private final Directory directory;
    private final Places places;
    private final ContactStore store;
    private final Supplier<Agent> sip;
    private final Consumer<Stanza> out;
    private final RandomGenerator random;
    private final Map<Key, Watched> all = new ConcurrentHashMap<>();
    private final AtomicInteger polls = new AtomicInteger();

    private record Key(UserId person, Jid contact) {}

    private record Watched(Contact contact, Subscriber subscriber) {}

    /**
     * Blocks: makes its table.
     *
     * @param federation whether people of other domains may be watched
     * @param sip asked each time, since this is there before the SIP side is
     * @param out routes presence
     */
    public Contacts(
            Directory directory,
            Optional<WatchConfig> pbx,
            boolean federation,
            Database database,
            Supplier<Agent> sip,
            Consumer<Stanza> out,
            RandomGenerator random) {
        this.directory = directory;
        this.sip = sip;
        this.out = out;
        this.random = random;
        places = new Places(directory, pbx, federation);
        database.migrate("gateway-contacts");
        store = new ContactTable(database);
    }

    /** Takes up what there was before the last end. Blocks. */
    public void start() {
        directory.listen((before, after) -> {
            if (after.isEmpty()) {
                before.map(User::id).ifPresent(this::left);
            }
        });
        int place = 0;
        for (var row : store.all()) {
            var person = directory.user(row.person()).filter(User::enabled);
            if (person.isPresent()) {
                try {
                    watch(person.get(), row, Duration.ofMillis(place++ * 1000L / A_SECOND));
                } catch (StanzaError nobody) {
                    LOG.debug("{} is nobody who can be watched: {}", row.contact(), nobody.getMessage());
                }
            }
        }
    }

    /** How many are watched. */
    public int size() {
        return all.size();
    }

    /**
     * Takes presence to an address of {@code phone.<domain>}.
     *
     * @throws StanzaError to refuse it
     */
    public void received(Presence presence) {
        var contact = presence.to().bare();
        boolean nobody = contact.local().isEmpty(); // the service itself is in every roster
        if (nobody || directory.user(presence.from()).isEmpty()) {
            return;
        }
        var person = directory.user(presence.from()).get();
        switch (presence.type()) {
            case SUBSCRIBE -> subscribe(person, contact, presence);
            case UNSUBSCRIBE -> unsubscribe(person, contact, presence);
            case PROBE -> probe(person, contact, presence.from());
            default -> {
                // Nobody there watches by XMPP.
            }
        }
    }

    private void subscribe(User person, Jid contact, Presence request) {
        var known = all.get(new Key(person.id(), contact));
        if (known != null) {
            if (known.contact.isKnown()) {
                known.contact.admitAgain();
            }
            known.subscriber.again(Duration.ZERO);
            return;
        }
        places.of(person, contact);
        if (all.keySet().stream().filter(key -> key.person.equals(person.id())).count() >= MOST_OF_ONE) {
            throw StanzaError.resourceConstraint("too many contacts at phones");
        }
        var row = new Row(person.id(), contact, false);
        request.custody().hold();
        store.put(row).whenComplete((ok, failure) -> {
            if (failure == null) {
                watch(person, row, Duration.ZERO);
            } else {
                LOG.error("A contact could not be written: {}", Cause.line(failure));
                request.errorReply(StanzaError.internalServerError("")).ifPresent(out);
            }
            request.custody().release();
        });
    }

    private void watch(User person, Row row, Duration in) {
        var key = new Key(row.person(), row.contact());
        var contact = new Contact(
                person.jid(),
                row.contact(),
                row.granted(),
                out::accept,
                () -> store.put(new Row(row.person(), row.contact(), true))
                        .whenComplete((ok, failure) -> report(failure)),
                (who, why) -> over(key, who, why));
        var subscriber =
                new Subscriber(sip.get(), places.of(person, row.contact()).subscription(), contact, random);
        if (all.putIfAbsent(key, new Watched(contact, subscriber)) == null) {
            subscriber.start(in);
        }
    }

    private void unsubscribe(User person, Jid contact, Presence request) {
        var watched = all.remove(new Key(person.id(), contact));
        request.custody().hold();
        store.remove(person.id(), contact).whenComplete((ok, failure) -> {
            report(failure);
            if (watched != null) {
                watched.subscriber.stop();
                watched.contact.leave();
            }
            request.custody().release();
        });
    }

    /** Initial presence, or somebody who wants to know: §5.2.2, §7.1. */
    private void probe(User person, Jid contact, Jid asker) {
        var watched = all.get(new Key(person.id(), contact));
        if (watched == null) {
            poll(places.of(person, contact), contact, asker);
        } else if (watched.contact.isKnown()) {
            watched.contact.tell(asker);
            watched.subscriber.refresh();
        } else {
            watched.subscriber.again(Duration.ZERO);
        }
    }

    private void poll(Place place, Jid contact, Jid asker) {
        if (polls.incrementAndGet() > MOST_POLLS) {
            polls.decrementAndGet();
            throw StanzaError.resourceConstraint("too many questions at once");
        }
        new Poll(sip.get(), place, (notify, refusal) -> {
                    polls.decrementAndGet();
                    var shown = new Shown(contact);
                    notify.filter(SipRequest::hasBody).ifPresent(told -> tell(shown, told));
                    if (refusal.isPresent()) {
                        var error = error(refusal.get());
                        Presence.of(Presence.Type.PROBE, asker, contact)
                                .errorReply(error)
                                .ifPresent(out);
                    } else {
                        shown.all().forEach(presence -> out.accept(presence.to(asker)));
                    }
                })
                .start();
    }

    private static void tell(Shown shown, SipRequest notify) {
        try {
            shown.tells("", PresenceInfo.read(notify.body()));
        } catch (MalformedDocument malformed) {
            LOG.debug("an answer cannot be read: {}", malformed.getMessage());
        }
    }

    private static StanzaError error(SipResponse response) {
        var contact = response.address(HeaderName.CONTACT)
                .map(address -> address.uri().toString())
                .orElse("");
        return ErrorMapping.toXmpp(response.status(), response.reason(), contact);
    }

    /** They will not be watched, or are not there: the roster hears of it once that is written. */
    private void over(Key key, Contact contact, String why) {
        var watched = all.get(key);
        if (watched == null || watched.contact != contact || !all.remove(key, watched)) {
            return;
        }
        watched.subscriber.stop();
        store.remove(key.person, key.contact).whenComplete((ok, failure) -> {
            report(failure);
            directory.user(key.person).ifPresent(person -> tellOver(person, contact, why));
        });
    }

    private void tellOver(User person, Contact contact, String why) {
        if (why.matches("[3-6][0-9]{2}") && !why.matches("403|489|603")) {
            var error = ErrorMapping.toXmpp(Integer.parseInt(why), "", "");
            Presence.of(Presence.Type.SUBSCRIBE, person.jid(), contact.jid())
                    .errorReply(error)
                    .ifPresent(out);
        }
        contact.leave();
    }

    private static void report(Throwable failure) {
        if (failure != null) {
            LOG.warn("A contact at a phone could not be written: {}", Cause.line(failure));
        }
    }

    private void left(UserId person) {
        all.forEach((key, watched) -> {
            if (key.person.equals(person) && all.remove(key, watched)) {
                watched.subscriber.stop();
            }
        });
    }

    /** Somebody is removed: whom they watched is forgotten, in the same transaction. */
    public static void forget(UserId user, Handle tx) {
        ContactTable.forget(user, tx);
    }
}
