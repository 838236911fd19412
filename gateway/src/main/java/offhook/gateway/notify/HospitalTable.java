package offhook.gateway.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import offhook.directory.address.MailAddress;
import org.jdbi.v3.core.Handle;

/** What the table outbox has of messages that were given up. */
record HospitalTable(Handle tx) {

    /** Messages given up, the oldest first: what each of them carries. */
    List<List<Entry>> list(int most) {
        var messages = new LinkedHashMap<String, List<Entry>>();
        tx.createQuery("SELECT * FROM outbox WHERE state = 'FAILED' ORDER BY written, at, id LIMIT :most")
                .bind("most", most)
                .map(EntryRow::read)
                .forEach(entry -> messages.computeIfAbsent(entry.message(), message -> new ArrayList<>())
                        .add(entry));
        return List.copyOf(messages.values());
    }

    /** Takes a message out of the hospital to try it again; false if it is not there. */
    boolean retry(String message, Instant now) {
        long millis = now.toEpochMilli();
        return tx.execute(
                        """
                        UPDATE outbox SET state = 'WAITING', due = ?, since = ?, attempts = 0
                        WHERE message = ? AND state = 'FAILED'""",
                        millis,
                        millis,
                        message)
                > 0;
    }

    /** Sends a message of the hospital to this address when it is tried again; false if it is not there. */
    boolean readdress(String message, MailAddress address) {
        return tx.execute(
                        """
                        UPDATE outbox SET address = ?
                        WHERE message = ? AND channel = 'MAIL' AND state = 'FAILED'""",
                        address.value(),
                        message)
                > 0;
    }

    /** Gives up a message of the hospital for good; false if it is not there. */
    boolean drop(String message) {
        return tx.execute("UPDATE outbox SET state = 'CANCELLED' WHERE message = ? AND state = 'FAILED'", message) > 0;
    }
}
