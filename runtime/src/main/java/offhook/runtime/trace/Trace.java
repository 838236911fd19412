package offhook.runtime.trace;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The last things that crossed each wire, readable by whom or what they concern. Safe to share. */
public final class Trace {

    /** Enough for a few minutes of an office, at most 4 MB for each wire: then the oldest are forgotten before. */
    private static final int CROSSINGS = 4096;

    private static final int LONGEST = 4096;

    private final InstantSource clock;
    private final int crossings;
    private final int longest;
    private final AtomicLong count = new AtomicLong();
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private final List<Following> followings = new CopyOnWriteArrayList<>();

    public Trace(InstantSource clock) {
        this(clock, CROSSINGS, LONGEST);
    }

    /**
     * @param crossings how many of them each wire remembers
     * @param longest how many bytes are kept of each
     */
    public Trace(InstantSource clock, int crossings, int longest) {
        this.clock = clock;
        this.crossings = crossings;
        this.longest = longest;
    }

    /** Lays a wire, once for each kind of traffic. */
    public Wire wire(String name) {
        var wire = new Wire(this, name, crossings, longest);
        wires.add(wire);
        return wire;
    }

    /** What is remembered about a key, oldest first. */
    public List<Crossing> read(String key) {
        return wires.stream()
                .flatMap(Wire::crossings)
                .filter(crossing -> crossing.concerns(key))
                .sorted(Comparator.comparingLong(Crossing::number))
                .toList();
    }

    /**
     * Takes part in what crosses from now on, until closed.
     *
     * @param limit how many may wait to be taken; what is beyond is dropped and counted
     * @param wake runs on the thread that met the wire when there is something to take, so it only hands over
     */
    public Following follow(String key, int limit, Runnable wake) {
        var following = new Following(key, limit, wake, followings::remove);
        followings.add(following);
        return following;
    }

    /** Of the next crossing. */
    long number() {
        return count.getAndIncrement();
    }

    long millis() {
        return clock.millis();
    }

    boolean isFollowed() {
        return !followings.isEmpty();
    }

    void tell(Crossing crossing) {
        for (var following : followings) {
            following.offer(crossing);
        }
    }
}
