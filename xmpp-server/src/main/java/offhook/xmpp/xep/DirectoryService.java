package offhook.xmpp.xep;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.People;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Password;

/** {@link Administration} by the directory itself. Safe to share. */
public record DirectoryService(People people) implements Administration {

    @Override
    public CompletionStage<User> add(User user, Password password) {
        return people.add(user, password, Optional.empty());
    }

    @Override
    public CompletionStage<User> password(UserId id, Password password) {
        return people.password(id, password);
    }

    @Override
    public CompletionStage<User> remove(UserId id) {
        return people.remove(id);
    }

    @Override
    public Collection<User> everybody() {
        return people.everybody();
    }

    @Override
    public CompletionStage<User> enabled(UserId id, boolean enabled) {
        return people.change(id, user -> user.withEnabled(enabled));
    }
}
