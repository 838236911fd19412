package offhook.xmpp.command;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.StanzaError;

/**
 * The commands that are being filled in, each by one client, XEP-0050 §3.3. A client has at most {@value #MOST_EACH}: with
 * one more, its oldest ends. All together are at most {@value #MOST}. Safe to share.
 */
final class Sessions {

    static final Duration LIFE = Duration.ofMinutes(10);
    static final int MOST_EACH = 5;
    static final int MOST = 1_000;
    private static final int ID_BYTES = 12;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Session> open = new LinkedHashMap<>(16, 0.75f, true); // the longest unused first

    /** Those that are over, so that their clients can be told so: by id, whose they were. */
    private final Map<String, Jid> over = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Jid> eldest) {
            return size() > MOST;
        }
    };

    Sessions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** One command of one client. What it holds is changed only by who has {@link #claim claimed} it. */
    static final class Session {

        final String id;
        final Jid asker;
        final Jid at;
        final Command command;
        final Deque<Step.Ask> steps = new ArrayDeque<>(); // the latest first
        private Instant used;
        private boolean claimed = true;

        private Session(String id, Jid asker, Jid at, Command command, Instant used) {
            this.id = id;
            this.asker = asker;
            this.at = at;
            this.command = command;
            this.used = used;
        }
    }

    /** A new session, claimed by the caller. */
    synchronized Session begin(Jid asker, Jid at, Command command) {
        expire();
        var own = open.values().stream()
                .filter(session -> session.asker.equals(asker))
                .toList();
        if (own.size() >= MOST_EACH) {
            end(own.get(0));
        }
        if (open.size() >= MOST) {
            throw StanzaError.resourceConstraint("too many commands are being filled in");
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        var id = Base64.getUrlEncoder().encodeToString(bytes);
        var session = new Session(id, asker, at, command, clock.instant());
        open.put(id, session);
        return session;
    }

    /** The session with this id, which nobody else works on until it is released. */
    synchronized Session claim(String id, Jid asker, Jid at, Command command) {
        expire();
        var session = open.get(id);
        if (session == null && asker.equals(over.get(id))) {
            throw Mistake.SESSION_EXPIRED.error("this session is over");
        }
        if (session == null
                || !session.asker.equals(asker)
                || !session.at.equals(at)
                || !session.command.equals(command)) {
            throw Mistake.BAD_SESSIONID.error("there is no such session of yours");
        }
        if (session.claimed) {
            throw StanzaError.unexpectedRequest("the last request is still worked on");
        }
        session.claimed = true;
        session.used = clock.instant();
        return session;
    }

    synchronized void release(Session session) {
        session.claimed = false;
    }

    synchronized void end(Session session) {
        if (open.remove(session.id) != null) {
            over.put(session.id, session.asker);
        }
    }

    /** A client has gone. */
    synchronized void forget(Jid asker) {
        open.values().removeIf(session -> session.asker.equals(asker));
    }

    synchronized int size() {
        return open.size();
    }

    private void expire() {
        var last = clock.instant().minus(LIFE);
        var old = open.values().stream()
                .takeWhile(session -> session.used.isBefore(last))
                .filter(session -> !session.claimed)
                .toList();
        old.forEach(this::end);
    }
}
