package offhook.runtime.storage;

/**
 * A change that may be made twice, since the first time was rolled back for the fault of another one beside it. Many of
 * these share a savepoint, which costs as much as a small change does.
 *
 * @param <T> as with {@link Write}
 */
@FunctionalInterface
public interface RepeatableWrite<T> extends Write<T> {

    /** What it did is not in the database any more; it is run again, or was not run at all. */
    default void undone() {}
}
