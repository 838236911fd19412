package offhook.runtime.life;

import java.time.Duration;

/** A part of the server that is started once and stopped once. */
public interface Service {

    /** One or two words for the log. */
    String name();

    /**
     * Returns when the part works. May block.
     *
     * @throws Exception if it cannot work; then it has left nothing behind. A {@link StartFailure} is shown as it is
     */
    void start() throws Exception;

    /** Takes no new work from now on, and returns when what was begun is finished. May block. */
    default void drain() throws Exception {}

    /** Gives everything back. Comes after {@link #drain}, but does not rely on it: that may have run out of time. May block. */
    void stop() throws Exception;

    /** How long {@link #stop} may take before the next part is stopped beside it. */
    default Duration patience() {
        return Duration.ofSeconds(3);
    }
}
