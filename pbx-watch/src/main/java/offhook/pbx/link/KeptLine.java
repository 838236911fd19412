package offhook.pbx.link;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.pbx.CallEventSource;
import offhook.runtime.work.Timer;
import offhook.sip.call.Reporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a PBX that is opened again whenever it is lost, at first soon and then every {@value #LONGEST_PAUSE}
 * seconds, and closed when nothing is heard on it. Safe to share.
 */
public final class KeptLine implements CallEventSource {

    private static final Logger LOG = LoggerFactory.getLogger(KeptLine.class);

    private static final int LONGEST_PAUSE = 15;
    private static final Duration LOGIN = Duration.ofSeconds(20);
    private static final Duration QUIET = Duration.ofSeconds(12);
    private static final Duration SYNC = Duration.ofMinutes(5);

    private final Dialler dialler;
    private final Session.Opening opening;
    private final Reporter reporter;
    private final InstantSource clock;
    private Instant lastHeard;
    private boolean wanted;
    private int failures;
    private String complaint = "";
    private Optional<Talk> talk = Optional.empty();
    private Timer next = () -> {};

    public KeptLine(Dialler dialler, Session.Opening opening, Reporter reporter, InstantSource clock) {
        this.clock = clock;
        this.dialler = dialler;
        this.opening = opening;
        this.reporter = reporter;
        lastHeard = clock.instant();
    }

    @Override
    public String name() {
        return reporter.source();
    }

    @Override
    public boolean isUp() {
        return reporter.isUp();
    }

    @Override
    public void start() {
        dialler.loop().execute(() -> {
            wanted = true;
            dial();
        });
    }

    @Override
    public CompletionStage<Void> stop() {
        var stopped = new CompletableFuture<Void>();
        dialler.loop().execute(() -> {
            wanted = false;
            next.cancel();
            talk.ifPresent(Talk::close);
            stopped.complete(null);
        });
        return stopped;
    }

    private void dial() {
        if (wanted && talk.isEmpty()) {
            var begun = new Talk();
            talk = Optional.of(begun);
            dialler.dial(begun);
        }
    }

    private Timer after(Duration delay, Runnable task) {
        return dialler.loop().after(delay, task);
    }

    private void lost(String why) {
        talk = Optional.empty();
        reporter.down(lastHeard);
        if (!wanted) {
            return;
        }
        var pause = Math.min(LONGEST_PAUSE, 1 << Math.min(failures, 4));
        failures++;
        if (!why.equals(complaint)) {
            complaint = why;
            LOG.warn("{} at {}: {}; trying again", name(), dialler, why);
        }
        next = after(Duration.ofSeconds(pause), this::dial);
    }

    /** One connection. */
    private final class Talk implements Conversation, Session.Seat {

        private Wire wire;
        private Session session;
        private boolean synced;
        private boolean heard;
        private boolean over;
        private Optional<String> failure = Optional.empty();
        private Timer watch = () -> {};
        private Timer sync = () -> {};

        @Override
        public void opened(Wire open) {
            if (over || !wanted) {
                open.close();
                return;
            }
            wire = open;
            watch = after(LOGIN, () -> fails("no answer to the login"));
            session = opening.open(open, this);
        }

        @Override
        public void received(byte[] bytes) {
            if (!over && session != null) {
                heard = true;
                lastHeard = clock.instant();
                session.received(bytes);
            }
        }

        @Override
        public void synced() {
            if (over) {
                return;
            }
            if (!synced) {
                synced = true;
                failures = 0;
                complaint = "";
                LOG.info("{} at {}: connected", name(), dialler);
                watch();
            }
            reporter.up();
            sync.cancel();
            sync = after(SYNC, session::sync);
        }

        private void watch() {
            watch.cancel();
            heard = false;
            watch = after(QUIET, () -> {
                if (heard) {
                    watch();
                } else {
                    session.ping();
                    watch = after(QUIET, this::listen);
                }
            });
        }

        private void listen() {
            if (heard) {
                watch();
            } else {
                fails("it is silent");
            }
        }

        @Override
        public void fails(String why) {
            if (failure.isEmpty()) {
                failure = Optional.of(why);
                close();
            }
        }

        void close() {
            if (wire == null) {
                closed("stopped");
            } else {
                wire.close();
            }
        }

        @Override
        public void closed(String why) {
            if (!over) {
                over = true;
                watch.cancel();
                sync.cancel();
                lost(failure.orElse(why));
            }
        }
    }
}
