package offhook.benchmarks.xmpp;

/** What came from one sender, who counts from 0: each number has to come once, in order. */
final class Sequence {

    private long next;
    private long received;
    private long wrong;

    void take(long number) {
        received++;
        if (number != next) {
            wrong++;
        }
        next = number + 1;
    }

    long received() {
        return received;
    }

    /** How many did not follow the one before them. */
    long wrong() {
        return wrong;
    }
}
