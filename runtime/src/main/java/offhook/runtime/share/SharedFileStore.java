package offhook.runtime.share;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What is known of shared files. Safe to share. */
public interface SharedFileStore {

    /** Blocks. Also what has expired, until it is removed. */
    Optional<SharedFile> find(String token);

    /** Which of these are known. Blocks. */
    Set<String> known(Collection<String> tokens);

    /** Adds an announced file; fails with {@link OverQuota}. */
    CompletionStage<Void> announce(SharedFile file, Quota quota);

    /** All of it is on the disk; false if it is not announced any more, or has arrived already. */
    CompletionStage<Boolean> arrived(String token, Instant at, Instant expires);

    /** Forgets a file. */
    CompletionStage<Void> revoke(String token);

    /** Forgets what has expired, and tells what that was; what is announced a day later, as it may be arriving. */
    CompletionStage<List<String>> expire(Instant now);
}
