package offhook.xmpp.xep;

import java.util.Collection;
import java.util.concurrent.CompletionStage;
import offhook.directory.User;
import offhook.directory.UserId;

/** What administrators may change in the directory besides, under the same rules. Safe to share; never blocks. */
public interface Administration extends SelfService {

    /** Everybody, also those who are disabled, by user name. */
    Collection<User> everybody();

    /** Lets somebody log in again, or no more. */
    CompletionStage<?> enabled(UserId id, boolean enabled);
}
