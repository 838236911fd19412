package offhook.xmpp.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.Refusal;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Password;
import offhook.xmpp.xep.SelfService;

/** The people of a trace are fixed. Stateless. */
public record NobodySignsUp() implements SelfService {

    @Override
    public CompletionStage<User> add(User user, Password password) {
        return refused();
    }

    @Override
    public CompletionStage<User> password(UserId id, Password password) {
        return refused();
    }

    @Override
    public CompletionStage<User> remove(UserId id) {
        return refused();
    }

    private static CompletionStage<User> refused() {
        return CompletableFuture.failedStage(new Refusal(Refusal.Kind.RULED_BY_LIST, "the people are fixed"));
    }
}
