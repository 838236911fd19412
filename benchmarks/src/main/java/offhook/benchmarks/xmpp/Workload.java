package offhook.benchmarks.xmpp;

/**
 * Something that a crowd does between each {@link #start} and {@link #stop}. All methods but {@link #check} run on the loop
 * of the clients.
 */
interface Workload {

    /** How many clients it needs logged in. */
    default int clients() {
        return 0;
    }

    /** The number of the first of them. */
    default int from() {
        return 0;
    }

    /** Brings the crowd into its places before anything is counted; {@link #isPrepared} says when it is done. */
    void prepare(Crowd crowd);

    default boolean isPrepared() {
        return true;
    }

    /** Begins to send. */
    void start();

    /** Sends nothing any more. */
    void stop();

    /** What was done: deliveries that came, logins. */
    long done();

    /** Whether all that was sent has come. */
    boolean isSettled();

    /** When nothing is sent any more, and nothing measured: fetches what can only now be seen. */
    default void check(Crowd crowd) throws InterruptedException {}

    Tally tally();
}
