package offhook.benchmarks.xmpp;

/** What came from one sender, who counts from 0: each number has to come once, in order. */
final class Sequence {

    private long next;
    private long received;
    private long skipped;
    private long repeated;

    void take(long number) {
        received++;
        if (number < next) {
            repeated++;
            return;
        }
        skipped += number - next;
        next = number + 1;
    }

    long received() {
        return received;
    }

    /** What is wrong with it when this many were sent; one that came late counts as lost and as doubled. */
    Tally tally(long sent) {
        return new Tally(skipped + Math.max(0, sent - next), repeated + Math.max(0, next - sent), 0);
    }
}
