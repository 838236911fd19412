package offhook.xmpp.stream;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.xmpp.routing.Session.Unacknowledged;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stream.Acknowledgements.Arrived;

/**
 * A session from its {@code <enable/>} on, XEP-0198 §4: the stanzas of both directions are counted, asked about, and
 * answered for. Guarded by its session; what it calls elsewhere, it calls without that lock.
 */
final class Management {

    private final ClientSession session;
    private final ClientStreams common;
    private final Acknowledgements acks = new Acknowledgements();
    private Resumption resumption; // null where the session ends with its stream
    private boolean asking; // the client owes us an <a/>
    private boolean over;
    private CompletableFuture<Boolean> settling;

    Management(ClientSession session, ClientStreams common) {
        this.session = session;
        this.common = common;
    }

    /** The client may come back, §5. */
    Resumption resumable() {
        resumption = new Resumption(session, this, common);
        return resumption;
    }

    Optional<Resumption> resumption() {
        return Optional.ofNullable(resumption);
    }

    /** A stanza goes to the client, or will. */
    void sent(Stanza stanza) {
        acks.sent(stanza, common.clock().instant());
        ask();
    }

    /** Whether so much is not acknowledged that it cannot go on. */
    boolean isTooMuch() {
        return acks.bytes() > common.config().unsentBytes() / 2;
    }

    /** One question at a time: its answer, or that of the next, covers all that is sent meanwhile. */
    private void ask() {
        if (!session.isAway() && !asking && !acks.isAllAcknowledged()) {
            asking = true;
            session.sendRaw(StreamManagement.REQUEST);
        }
    }

    /** A stanza came from the client. */
    Custody arrived() {
        var arrival = acks.arrived();
        return new Custody(() -> handled(arrival));
    }

    private void handled(Arrived arrival) {
        CompletableFuture<Boolean> settled = null;
        synchronized (session) {
            for (int answers = acks.handled(arrival); answers > 0; answers--) {
                session.sendRaw(StreamManagement.answer(acks.count()));
            }
            if (settling != null && acks.isAllHandled()) {
                settled = settling;
                settling = null;
            }
        }
        if (settled != null) {
            settled.complete(true);
        }
    }

    /** {@code <r/>}: the answer says what is safe, so it may have to wait for the database. */
    void asked() {
        synchronized (session) {
            if (acks.asked()) {
                session.sendRaw(StreamManagement.answer(acks.count()));
            }
        }
    }

    /** {@code <a/>}. */
    void acknowledged(long count) {
        List<Runnable> due;
        synchronized (session) {
            due = acks.acknowledged(count);
            asking = false;
            ask();
        }
        due.forEach(Runnable::run);
    }

    /** Adds a task for when all that was sent is acknowledged; false if it is already. */
    boolean await(Runnable task) {
        return acks.await(task);
    }

    List<Unacknowledged> unacknowledged() {
        return acks.unacknowledged();
    }

    /** How many stanzas of the client are taken care of. */
    long count() {
        return acks.count();
    }

    /** Whether the session lives, once all that came is taken care of. */
    CompletionStage<Boolean> settled() {
        synchronized (session) {
            if (over || acks.isAllHandled()) {
                return CompletableFuture.completedFuture(!over);
            }
            if (settling == null) {
                settling = new CompletableFuture<>();
            }
            return settling;
        }
    }

    /** The connection broke; nobody there waits for answers any more. */
    void away() {
        acks.forgetQuestions();
    }

    /**
     * The client is back, and has got so many stanzas.
     *
     * @return what is to be sent again; what waited for the others runs once the lock is free
     */
    List<Runnable> back(long known) {
        var due = acks.acknowledged(known);
        asking = false;
        return due;
    }

    /** Sends again what the client has not got. */
    void sendAgain() {
        acks.unacknowledged().forEach(lost -> session.sendRaw(lost.stanza().octets()));
        ask();
    }

    /** The session is over: answers who is to be told that nothing settles any more. */
    Optional<CompletableFuture<Boolean>> end() {
        over = true;
        var disappointed = Optional.ofNullable(settling);
        settling = null;
        if (resumption != null) {
            resumption.over();
        }
        return disappointed;
    }
}
