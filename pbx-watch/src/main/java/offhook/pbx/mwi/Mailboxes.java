package offhook.pbx.mwi;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import offhook.directory.UserId;
import offhook.pbx.MessageCounts;
import offhook.pbx.MessagesListener;
import offhook.pbx.mwi.MailboxStore.Mailbox;
import offhook.runtime.storage.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how many messages wait in each mailbox, so that people are told once of those that came, also across restarts
 * of ours and of the PBX. What a mailbox holds when it is first seen is nothing new. Safe to share.
 */
public final class Mailboxes implements MessageCounts {

    private static final Logger log = LoggerFactory.getLogger(Mailboxes.class);

    private final Database database;
    private final InstantSource clock;
    private final MessagesListener listener;

    /** What was told and is written already, so that what is told again writes nothing. */
    private final Map<Name, Counted> known = new HashMap<>();

    private record Name(UserId user, String mailbox) {}

    private record Counted(int fresh, int old) {}

    /** Makes its table. Blocks. */
    public Mailboxes(Database database, InstantSource clock, MessagesListener listener) {
        this.database = database;
        this.clock = clock;
        this.listener = listener;
        database.migrate("pbx");
    }

    @Override
    public void counted(UserId user, String mailbox, int fresh, int old) {
        var name = new Name(user, mailbox.split("@", 2)[0]);
        var counted = new Counted(fresh, old);
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
                    if (failure != null) {
                        log.error("the voicemail of {} could not be counted: {}", user, failure.toString());
                        synchronized (known) {
                            known.remove(name, counted); // so it is, when the PBX tells again
                        }
                    }
                });
    }

    private void count(Name name, Counted now, Handle tx) {
        var table = new MailboxTable(tx);
        var before = table.find(name.user, name.mailbox);
        boolean came =
                before.filter(mailbox -> mailbox.hasMoreIn(now.fresh, now.old)).isPresent();
        long number = before.map(Mailbox::number).orElse(0L) + (came ? 1 : 0);
        table.save(name.user, name.mailbox, new Mailbox(now.fresh, now.old, number));
        if (came) {
            listener.messagesCame(name.user, name.mailbox, now.fresh, number, clock.instant(), tx);
        }
    }

    /** Somebody is removed: forgets what was told of them, in the transaction that does it. */
    public void forget(UserId user, Handle tx) {
        new MailboxTable(tx).forget(user);
        synchronized (known) {
            known.keySet().removeIf(name -> name.user.equals(user));
        }
    }
}
