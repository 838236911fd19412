package offhook.runtime.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The door of a loop for work that may be refused. It waits in a line until the loop has read what there is to read, and
 * then comes in a few at a time: so whatever else the loop has to do goes first. How long the line stands tells whether
 * the loop has too much to do. A line that was not empty for {@value #STANDING_MS} ms does not go away by itself; from
 * then on, whoever has waited for more than {@value #PATIENCE_MS} ms is refused, until nobody had to be for
 * {@value #CALM_MS} ms. A loop that stood still, for the collector or since another program had the processor, is no
 * line that stands: of each turn at most {@value #STALL_MS} ms count. Belongs to the loop.
 */
public final class Admission<T> {

    static final long STANDING_MS = 250;
    static final long PATIENCE_MS = 100;
    static final long CALM_MS = 1000;
    static final long STALL_MS = 25;

    /** How many come in before the loop reads again. */
    static final int TOGETHER = 8;

    /** How many wait at most; a further one is refused. */
    static final int LIMIT = 2000;

    private static final long STANDING = Duration.ofMillis(STANDING_MS).toNanos();
    private static final long PATIENCE = Duration.ofMillis(PATIENCE_MS).toNanos();
    private static final long STALL = Duration.ofMillis(STALL_MS).toNanos();
    private static final Duration CALM = Duration.ofMillis(CALM_MS);

    /** @param since in time that the loop turned */
    private record Waiting<T>(T work, long since) {}

    private final Loop loop;
    private final Consumer<T> admit;
    private final Consumer<T> refuse;
    private final Overload overload;
    private final Queue<Waiting<T>> line = new ArrayDeque<>();
    private long turned; // how long the line stood, all in all, while the loop turned
    private long lastTurn;
    private long standingSince;
    private boolean overloaded;
    private boolean calm;

    /**
     * @param admit does the work
     * @param refuse tells whoever wants it done; has to cost little
     * @param overload hears of it, together with other loops
     */
    public Admission(Loop loop, Consumer<T> admit, Consumer<T> refuse, Overload overload) {
        this.loop = loop;
        this.admit = admit;
        this.refuse = refuse;
        this.overload = overload;
    }

    /** Admits or refuses it, later. */
    public void add(T work) {
        if (line.size() == LIMIT) {
            begin();
            refuse(work);
            return;
        }
        if (line.isEmpty()) {
            lastTurn = loop.nanos();
            standingSince = turned;
            loop.execute(this::turn);
        }
        line.add(new Waiting<>(work, turned));
        overload.waits();
    }

    public boolean isEmpty() {
        return line.isEmpty();
    }

    private void turn() {
        long now = loop.nanos();
        turned += Math.min(now - lastTurn, STALL);
        lastTurn = now;
        if (turned - standingSince > STANDING) {
            begin();
        }
        try {
            for (int admitted = 0; admitted < TOGETHER && !line.isEmpty(); ) {
                var next = line.remove();
                overload.waitsNoMore();
                if (overloaded && turned - next.since > PATIENCE) {
                    refuse(next.work);
                } else {
                    admitted++;
                    admit.accept(next.work);
                }
            }
        } finally {
            if (!line.isEmpty()) {
                loop.later(this::turn);
            }
        }
    }

    private void refuse(T work) {
        calm = false;
        overload.refused();
        refuse.accept(work);
    }

    private void begin() {
        if (!overloaded) {
            overloaded = true;
            overload.begins(loop.nanos());
            endWhenCalm();
        }
    }

    private void endWhenCalm() {
        calm = true;
        loop.after(CALM, () -> {
            if (calm) {
                overloaded = false;
                overload.ends(loop.nanos());
            } else {
                endWhenCalm();
            }
        });
    }
}
