package offhook.gateway.ops;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import offhook.runtime.storage.DiskWatch;
import offhook.runtime.storage.Room;

/** Something that has to be in order before the server can do its work. Safe to share. */
@FunctionalInterface
public interface ReadyCheck {

    /** Empty when it is in order, else one line that says what is not. Does not block. */
    CompletionStage<Optional<String>> check();

    /**
     * One that is known at once.
     *
     * @param wrong what to say while it is not in order; null while it is
     */
    static ReadyCheck of(Supplier<String> wrong) {
        return () -> CompletableFuture.completedStage(Optional.ofNullable(wrong.get()));
    }

    /** With next to no room on the disk nothing but calls goes. */
    static ReadyCheck of(DiskWatch disk) {
        return of(() -> disk.room() == Room.NEARLY_NONE ? "the disk of the data folder is nearly full" : null);
    }
}
