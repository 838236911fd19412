package offhook.xmpp.xep;

import java.util.concurrent.CompletionStage;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Password;

/**
 * What people may change in the directory on their own. A stage fails with {@link offhook.directory.Refusal} where the
 * directory's rules forbid it. Safe to share; never blocks.
 */
public interface SelfService {

    CompletionStage<?> add(User user, Password password);

    CompletionStage<?> password(UserId id, Password password);

    CompletionStage<?> remove(UserId id);
}
