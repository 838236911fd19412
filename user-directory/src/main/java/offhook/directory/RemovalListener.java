package offhook.directory;

import org.jdbi.v3.core.Handle;

/** Hears that a person is removed for good, so that nothing of theirs is inherited by the next one of that name. */
@FunctionalInterface
public interface RemovalListener {

    /** Called on the writer's thread, in the transaction that removes the person: to delete what is kept of them. */
    void removed(UserId id, Handle tx);
}
