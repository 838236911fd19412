package offhook.xmpp.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import offhook.xmpp.routing.Session.Unacknowledged;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.StreamError;

/**
 * Counts the stanzas of both directions of one session, XEP-0198 §4, and keeps those that the client has not
 * acknowledged. Guarded by its session.
 */
final class Acknowledgements {

    private static final long COUNTER = 0xFFFF_FFFFL; // §4: "h" is an unsigned 32-bit number that begins again

    private final Line<Unacknowledged> unacknowledged = new Line<>();
    private final Line<Waiting> waiting = new Line<>();
    private long sent;
    private long bytes;

    private final Line<Arrived> arrivals = new Line<>(); // those not handled, and what came behind them
    private final Line<Long> questions = new Line<>(); // how many had arrived at each <r/> without an answer
    private long arrived;
    private long handled;

    private record Waiting(long upTo, Runnable task) {}

    /** A stanza of the client, until it and all before it are taken care of. */
    static final class Arrived {
        private boolean handled;
    }

    /** A stanza goes to the client. */
    void sent(Stanza stanza, Instant at) {
        sent++;
        bytes += stanza.length();
        unacknowledged.add(new Unacknowledged(stanza, at));
    }

    /**
     * The client has handled so many stanzas.
     *
     * @return what waited for that
     * @throws StreamError if that is more than it got
     */
    List<Runnable> acknowledged(long count) {
        long acknowledged = sent - unacknowledged.size();
        long fresh = (count - acknowledged) & COUNTER;
        if (fresh > unacknowledged.size()) {
            throw new StreamError(
                    StreamError.Condition.UNDEFINED_CONDITION,
                    "you acknowledged more stanzas than were sent",
                    Element.of("handled-count-too-high", StreamManagement.NS)
                            .with("h", Long.toString(count))
                            .with("send-count", Long.toString(sent & COUNTER)));
        }
        for (; fresh > 0; fresh--) {
            bytes -= unacknowledged.remove().stanza().length();
        }
        var due = new ArrayList<Runnable>();
        while (!waiting.isEmpty() && waiting.first().upTo <= sent - unacknowledged.size()) {
            due.add(waiting.remove().task);
        }
        return due;
    }

    /** Adds a task for when all that was sent is acknowledged; false if it is already. */
    boolean await(Runnable task) {
        if (unacknowledged.isEmpty()) {
            return false;
        }
        waiting.add(new Waiting(sent, task));
        return true;
    }

    List<Unacknowledged> unacknowledged() {
        return unacknowledged.all();
    }

    boolean isAllAcknowledged() {
        return unacknowledged.isEmpty();
    }

    /** The size of what is not acknowledged. */
    long bytes() {
        return bytes;
    }

    /** A stanza came from the client. */
    Arrived arrived() {
        arrived++;
        var arrival = new Arrived();
        arrivals.add(arrival);
        return arrival;
    }

    /**
     * A stanza is taken care of. It counts once all that came before it are.
     *
     * @return how many questions of the client can be answered now
     */
    int handled(Arrived arrival) {
        arrival.handled = true;
        while (!arrivals.isEmpty() && arrivals.first().handled) {
            arrivals.remove();
            handled++;
        }
        int answers = 0;
        while (!questions.isEmpty() && questions.first() <= handled) {
            questions.remove();
            answers++;
        }
        return answers;
    }

    /** The client asks what was handled; true if that can be answered, false if it is to wait for what came before it. */
    boolean asked() {
        if (arrived == handled) {
            return true;
        }
        questions.add(arrived);
        return false;
    }

    /** A new connection: questions of the former one get no answer. */
    void forgetQuestions() {
        questions.clear();
    }

    /** Whether all that came is taken care of. */
    boolean isAllHandled() {
        return arrived == handled;
    }

    /** The value of "h" for the client. */
    long count() {
        return handled & COUNTER;
    }
}
