package offhook.gateway.notify;

import java.time.InstantSource;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Cause;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients say was on the screen (XEP-0333). Many take a message while the device is in a pocket: of people whose
 * clients say so, what was taken and not seen is told by mail as well. Safe to share.
 */
public record Markers(Directory directory, Database database, InstantSource clock) {

    private static final Logger log = LoggerFactory.getLogger(Markers.class);

    private static final String NAMESPACE = "urn:xmpp:chat-markers:0";

    /** What asks clients for it, §3. */
    static Element wanted() {
        return Element.of("markable", NAMESPACE);
    }

    /** Takes a marker; whether the message is nothing but one. */
    public boolean takes(Message message) {
        var displayed = message.child("displayed", NAMESPACE);
        if (displayed.isEmpty() || message.isError() || message.body().isPresent()) {
            return false;
        }
        displayed.get().attribute("id").ifPresent(id -> directory
                .user(message.from())
                .ifPresent(person -> note(person, id, message)));
        return true;
    }

    private void note(User person, String id, Message message) {
        message.custody().hold();
        database.write(tx -> {
                    new MarkerTable(tx).displayed(person.id(), id, clock.instant());
                    return null;
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        Cause.log(log, failure, "what {} has seen is not noted", person.id());
                    }
                    message.custody().release();
                });
    }
}
