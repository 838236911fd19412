package offhook.benchmarks.xmpp;

import java.util.stream.Stream;

/** What was wrong: all have to be 0. */
record Tally(long lost, long duplicated, long misrouted) {

    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(lost + other.lost, duplicated + other.duplicated, misrouted + other.misrouted);
    }

    static Tally misrouted(long count) {
        return new Tally(0, 0, count);
    }

    static Tally lost(long count) {
        return new Tally(count, 0, 0);
    }

    static Tally sum(Stream<Tally> of) {
        return of.reduce(NONE, Tally::plus);
    }
}
