package offhook.runtime.storage;

import org.jdbi.v3.core.Handle;

/**
 * What one change does to the database. It runs on the writer's thread, in a savepoint of a group commit, so it
 * neither blocks nor touches the state of a lane: what it has to say it returns.
 *
 * @param <T> what the change found out
 */
@FunctionalInterface
public interface Write<T> {

    /** An exception undoes this write alone and fails its stage. */
    T run(Handle tx) throws Exception;
}
