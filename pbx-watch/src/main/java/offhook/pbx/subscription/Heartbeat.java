package offhook.pbx.subscription;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;
import offhook.sip.agent.Agent;
import offhook.sip.agent.Exchange;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;

/**
 * Whether the PBX lives: asks by OPTIONS every few seconds, and counts everything else that is heard of it. Over UDP
 * nothing else tells in time that it is gone. Safe to share.
 */
public final class Heartbeat {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int BEATS = 6;

    /** A response may be lost, and its repetition takes half a second. */
    private static final double MISSED = 1.5;

    private final Agent agent;
    private final Pbx pbx;
    private final Timers timers;
    private final Executor where;
    private final InstantSource clock;
    private final Listener listener;
    private final Duration beat;
    private Timer next = () -> {};
    private Instant lastHeard;
    private boolean up;
    private boolean stopped;

    /** Is told what becomes of it, in order, and must not block. */
    public interface Listener {

        /** It is there, for the first time or again. */
        void up();

        /** It does not answer. */
        void down(Instant lastHeard);

        /** A beat has passed, whether it is there or not. May end the heartbeat. */
        void beat();
    }

    public Heartbeat(Agent agent, Pbx pbx, Timers timers, Executor where, InstantSource clock, Listener listener) {
        this.agent = agent;
        this.pbx = pbx;
        this.timers = timers;
        this.where = where;
        this.clock = clock;
        this.listener = listener;
        var part = pbx.patience().dividedBy(BEATS);
        beat = part.compareTo(LONGEST) < 0 ? part : LONGEST;
    }

    /** Begins, for the first time or again. */
    public synchronized void start() {
        stopped = false;
        lastHeard = clock.instant();
        ask();
    }

    /** Until it is started again, nothing is known of the PBX. */
    public synchronized void stop() {
        stopped = true;
        up = false;
        next.cancel();
    }

    public synchronized boolean isUp() {
        return up;
    }

    private synchronized void ask() {
        if (stopped) {
            return;
        }
        var silence = Duration.between(lastHeard, clock.instant());
        if (up && silence.toMillis() > beat.toMillis() * MISSED) {
            up = false;
            listener.down(lastHeard);
        }
        var options = agent.request(Method.OPTIONS, pbx.uri(), pbx.address(pbx.user()), pbx.uri());
        options.append(HeaderName.ACCEPT, "application/sdp");
        agent.send(options, agent.way(pbx.uri()), Optional.empty(), this::answered);
        next = timers.after(beat, where, this::ask);
        listener.beat();
    }

    /** Any answer is a sign of life; a 408 or 503 may be our own. */
    private void answered(Exchange exchange) {
        if (exchange.status() != 408 && exchange.status() != 503) {
            heard();
        }
    }

    /** Something has come from the PBX. */
    public synchronized void heard() {
        lastHeard = clock.instant();
        if (!up && !stopped) {
            up = true;
            listener.up();
        }
    }
}
