package offhook.benchmarks.xmpp;

/** Something that a crowd does until it is told to stop. All methods run on the loop of the clients. */
interface Workload {

    String name();

    /** How many clients it needs. */
    int clients();

    /** Brings the crowd into its places before anything is counted; {@link #isPrepared} says when it is done. */
    void prepare(Crowd crowd);

    boolean isPrepared();

    /** Begins to send. */
    void start();

    /** Sends nothing any more. */
    void stop();

    /** Deliveries that came. */
    long received();

    /** Deliveries that have to come for what was sent. */
    long expected();

    /** Deliveries that were out of order, doubled, or for somebody else. */
    long wrong();
}
