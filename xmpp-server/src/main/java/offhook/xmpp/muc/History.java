package offhook.xmpp.muc;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Delay;
import offhook.xmpp.stanza.Message;

/**
 * The last messages of a room, XEP-0045 §7.2.13: at most as many as its configuration says, and {@value #BYTES} bytes. Of
 * the room's lane.
 */
final class History {

    static final int BYTES = 1 << 20;

    private final Deque<Past> messages = new ArrayDeque<>();
    private int bytes;

    private record Past(Message stamped, Instant at) {}

    /** @param message as it was reflected, to nobody */
    void add(Jid room, Message message, Instant at, int limit) {
        if (limit > 0) {
            var stamped = Delay.late(room, message, at);
            messages.add(new Past(stamped, at));
            bytes += stamped.length();
        }
        shorten(limit);
    }

    /** What was said before a restart comes before all that was said since. */
    void recall(Jid room, Message message, Instant at) {
        var stamped = Delay.late(room, message, at);
        messages.add(new Past(stamped, at));
        bytes += stamped.length();
    }

    /** No more than so many messages are kept from now on. */
    void shorten(int limit) {
        while (messages.size() > limit || bytes > BYTES) {
            bytes -= messages.remove().stamped().length();
        }
    }

    /** What a newcomer gets, addressed, the oldest first. */
    List<Message> select(HistoryRequest request, Jid newcomer, Instant now) {
        var selected = new ArrayList<Message>();
        long characters = 0;
        var newest = messages.descendingIterator();
        while (newest.hasNext() && selected.size() < request.maxStanzas()) {
            var past = newest.next();
            var message = past.stamped().to(newcomer);
            characters += characters(message.bytes());
            if (past.at().isBefore(request.from(now)) || characters > request.maxChars()) {
                break;
            }
            selected.add(message);
        }
        Collections.reverse(selected);
        return selected;
    }

    /** How many characters UTF-8 stands for: bytes that continue one are not counted. */
    private static int characters(byte[] utf8) {
        int characters = 0;
        for (byte b : utf8) {
            characters += (b & 0b1100_0000) == 0b1000_0000 ? 0 : 1;
        }
        return characters;
    }
}
