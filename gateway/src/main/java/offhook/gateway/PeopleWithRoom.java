package offhook.gateway;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Password;
import offhook.runtime.storage.Room;
import offhook.xmpp.xep.Administration;

/** Nobody makes accounts while the disk is nearly full. Safe to share. */
record PeopleWithRoom(Administration people, Supplier<Room> room) implements Administration {

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

    @Override
    public Collection<User> everybody() {
        return people.everybody();
    }

    @Override
    public CompletionStage<?> enabled(UserId id, boolean enabled) {
        return people.enabled(id, enabled);
    }
}
