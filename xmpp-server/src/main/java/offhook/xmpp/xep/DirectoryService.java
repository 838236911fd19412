package offhook.xmpp.xep;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.People;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Password;

/** {@link SelfService} by the directory itself. Safe to share. */
public record DirectoryService(People people) implements SelfService {

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
}
