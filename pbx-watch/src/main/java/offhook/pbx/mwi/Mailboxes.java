package offhook.pbx.mwi;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import offhook.directory.UserId;
import offhook.pbx.MessageCounts;
import offhook.pbx.MessagesListener;
import offhook.pbx.mwi.MailboxStore.Mailbox;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Cause;
import offhook.sip.event.document.MessageSummary.Counts;
import offhook.sip.event.packages.WaitingMessages;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how many messages wait in each mailbox, so that people are told once of those that came, also across restarts
 * of ours and of the PBX, and the lamps of their phones are lit. What a mailbox holds when it is first seen is nothing new.
 * Safe to share.
 */
public final class Mailboxes implements MessageCounts, WaitingMessages {

    private static final Logger log = LoggerFactory.getLogger(Mailboxes.class);

    private final Database database;
    private final InstantSource clock;
    private final MessagesListener listener;
    private final List<Consumer<UserId>> lamps = new CopyOnWriteArrayList<>();

    /** What was told and is written, or about to be, so that what is told again writes nothing. */
    private final Map<Name, Counts> known = new HashMap<>(); // guarded by itself

    /** What is written, by mailbox. */
    private final Map<UserId, Map<String, Counts>> written = new ConcurrentHashMap<>();

    private record Name(UserId user, String mailbox) {}

    /** Makes its table, and takes up what was counted before the last end. Blocks. */
    public Mailboxes(Database database, InstantSource clock, MessagesListener listener) {
        this.database = database;
        this.clock = clock;
        this.listener = listener;
        database.migrate("pbx");
        var before = database.read(db -> new MailboxTable(db).all());
        before.forEach((user, all) -> all.forEach((mailbox, counted) -> {
            var counts = new Counts(counted.fresh(), counted.old());
            known.put(new Name(user, mailbox), counts);
            written.computeIfAbsent(user, person -> new ConcurrentHashMap<>()).put(mailbox, counts);
        }));
    }

    @Override
    public void counted(UserId user, String mailbox, int fresh, int old) {
        var name = new Name(user, mailbox.split("@", 2)[0]);
        var counted = new Counts(fresh, old);
        synchronized (known) {
            if (counted.equals(known.put(name, counted))) {
                return;
            }
        }
        database.write(tx -> {
                    count(name, counted, tx);
                    return null;
                })
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        written(name, counted);
                    } else {
                        log.error("the voicemail of {} could not be counted: {}", user, Cause.line(failure));
                        synchronized (known) {
                            known.remove(name, counted); // so it is, when the PBX tells again
                        }
                    }
                });
    }

    private void count(Name name, Counts now, Handle tx) {
        var table = new MailboxTable(tx);
        var before = table.find(name.user, name.mailbox);
        boolean came = before.filter(mailbox -> mailbox.hasMoreIn(now.unheard(), now.old()))
                .isPresent();
        long number = before.map(Mailbox::number).orElse(0L) + (came ? 1 : 0);
        table.save(name.user, name.mailbox, new Mailbox(now.unheard(), now.old(), number));
        if (came) {
            listener.messagesCame(name.user, name.mailbox, now.unheard(), number, clock.instant(), tx);
        }
    }

    private void written(Name name, Counts counted) {
        synchronized (known) {
            if (!known.containsKey(name)) {
                return; // they were removed meanwhile
            }
            written.computeIfAbsent(name.user, person -> new ConcurrentHashMap<>())
                    .put(name.mailbox, counted);
        }
        lamps.forEach(lamp -> lamp.accept(name.user));
    }

    @Override
    public Optional<Counts> of(UserId user) {
        return written.getOrDefault(user, Map.of()).values().stream().reduce(Counts::plus);
    }

    @Override
    public void listen(Consumer<UserId> lamp) {
        lamps.add(lamp);
    }

    /** Somebody is removed: forgets what was told of them, in the transaction that does it. */
    public void forget(UserId user, Handle tx) {
        new MailboxTable(tx).forget(user);
        synchronized (known) {
            known.keySet().removeIf(name -> name.user.equals(user));
            written.remove(user);
        }
    }
}
