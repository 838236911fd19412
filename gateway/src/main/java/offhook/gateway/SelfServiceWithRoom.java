package offhook.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Password;
import offhook.runtime.storage.Room;
import offhook.xmpp.xep.SelfService;

/** Strangers make no accounts while the disk is nearly full. Safe to share. */
record SelfServiceWithRoom(SelfService people, Supplier<Room> room) implements SelfService {

    @Override
    public CompletionStage<?> add(User user, Password password) {
        return room.get() == Room.NEARLY_NONE
                ? CompletableFuture.failedStage(DiskRule.full())
                : people.add(user, password);
    }

    @Override
    public CompletionStage<?> password(UserId id, Password password) {
        return people.password(id, password);
    }

    @Override
    public CompletionStage<?> remove(UserId id) {
        return people.remove(id);
    }
}
