package offhook.pbx.published;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import offhook.pbx.CallEventSource;
import offhook.pbx.subscription.Heartbeat;
import offhook.pbx.subscription.Pbx;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;
import offhook.sip.agent.Agent;
import offhook.sip.event.PublishedByPbx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the PBX publishes of itself comes without being asked for, and may hold for hours. So while any of it does, the PBX is
 * asked whether it lives; when it has been silent for as long as it is believed, all of it is withdrawn. Safe to share.
 */
public final class PublishedSource implements CallEventSource {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedSource.class);

    private final PublishedByPbx published;
    private final Duration believed;
    private final Timers timers;
    private final Executor where;
    private final InstantSource clock;
    private final LongAdder withdrawn = new LongAdder();

    /** Its lock is that of what follows, too: each calls the other. */
    private final Heartbeat heartbeat;

    private Timer patience = () -> {};
    private boolean asks;
    private boolean stopped;

    /** What it stands on; {@code where} runs what is due. */
    public record Ground(Agent agent, Timers timers, Executor where, InstantSource clock) {}

    public PublishedSource(Pbx pbx, PublishedByPbx published, Ground on) {
        this.published = published;
        believed = pbx.patience();
        timers = on.timers;
        where = on.where;
        clock = on.clock;
        heartbeat = new Heartbeat(on.agent, pbx, timers, where, clock, new Beats());
    }

    @Override
    public String name() {
        return "publish";
    }

    @Override
    public void start() {
        published.listen(this::said);
        ask();
    }

    @Override
    public CompletionStage<Void> stop() {
        synchronized (heartbeat) {
            stopped = true;
            end();
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Also where nothing is to be heard. */
    @Override
    public boolean isUp() {
        synchronized (heartbeat) {
            return !asks || heartbeat.isUp();
        }
    }

    /** Publications that held no more since the PBX was gone. */
    public long withdrawn() {
        return withdrawn.sum();
    }

    private void said() {
        synchronized (heartbeat) {
            ask();
            if (asks) {
                heartbeat.heard();
            }
        }
    }

    private void ask() {
        synchronized (heartbeat) {
            if (!asks && !stopped && !published.isEmpty()) {
                asks = true;
                believeSince(clock.instant());
                heartbeat.start();
            }
        }
    }

    private void believeSince(Instant lastHeard) {
        patience.cancel();
        var left = believed.minus(Duration.between(lastHeard, clock.instant()));
        patience = timers.after(left.isNegative() ? Duration.ZERO : left, where, this::withdraw);
    }

    private void withdraw() {
        synchronized (heartbeat) {
            if (asks && !heartbeat.isUp()) {
                int gone = published.withdraw();
                withdrawn.add(gone);
                LOG.warn("The PBX cannot be heard, {} publications of it are withdrawn", gone);
            }
        }
    }

    private void end() {
        asks = false;
        patience.cancel();
        heartbeat.stop();
    }

    private final class Beats implements Heartbeat.Listener {

        @Override
        public void up() {
            patience.cancel();
        }

        @Override
        public void down(Instant lastHeard) {
            believeSince(lastHeard);
        }

        /** A PBX that was gone is asked until it is back. */
        @Override
        public void beat() {
            if (published.isEmpty() && heartbeat.isUp()) {
                end();
            }
        }
    }
}
