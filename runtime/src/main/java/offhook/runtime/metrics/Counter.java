package offhook.runtime.metrics;

/** Counts something that happens. Safe to share. */
@FunctionalInterface
public interface Counter {

    void add(long amount);

    default void increment() {
        add(1);
    }
}
