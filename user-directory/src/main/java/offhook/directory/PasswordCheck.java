package offhook.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import offhook.directory.credentials.Password;
import offhook.directory.credentials.ScramHash;
import offhook.directory.credentials.ScramKeys;
import offhook.runtime.work.Overloaded;

/**
 * Checks passwords that come in the clear, SASL PLAIN and jabber:iq:auth. A check costs a millisecond of PBKDF2, so it
 * runs on a pool of its own and the last password that was right is remembered as an HMAC under a key of this process:
 * that one is answered at once. Safe to share.
 */
public final class PasswordCheck {

    private final Directory directory;
    private final Executor pool;
    private final byte[] key;
    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<UserId, byte[]> right = new ConcurrentHashMap<>();

    /**
     * @param pool where the slow part runs
     * @param key random, of this process only
     * @param mostWaiting how many checks may wait for the pool; further ones fail with {@link Overloaded}
     */
    public PasswordCheck(Directory directory, Executor pool, byte[] key, int mostWaiting) {
        this.directory = directory;
        this.pool = pool;
        this.key = key.clone();
        this.mostWaiting = mostWaiting;
        directory.listen((before, after) -> {
            if (after.isEmpty()) {
                before.ifPresent(user -> right.remove(user.id()));
            }
        });
    }

    /**
     * The person, if name and password are right; empty otherwise. An unknown name takes the same steps as a wrong
     * password. May be called on an event loop; the stage may complete on the pool.
     */
    public CompletionStage<Optional<User>> check(String name, String text) {
        Password password;
        try {
            password = Password.of(text);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedStage(
                    Optional.empty()); // says something of the text, nothing of the name
        }
        var attempt = directory.attempt(name);
        byte[] mark = mark(attempt.credentials().sha256(), password);
        return attempt.user()
                .filter(user -> isRemembered(user, mark))
                .map(user -> CompletableFuture.completedStage(Optional.of(user)))
                .orElseGet(() -> slowly(attempt, password, mark));
    }

    private boolean isRemembered(User user, byte[] mark) {
        byte[] last = right.get(user.id());
        return last != null && MessageDigest.isEqual(last, mark);
    }

    private CompletionStage<Optional<User>> slowly(LoginAttempt attempt, Password password, byte[] mark) {
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            return CompletableFuture.failedStage(new Overloaded("the check of passwords", mostWaiting));
        }
        try {
            return CompletableFuture.supplyAsync(() -> compare(attempt, password, mark), pool)
                    .whenComplete((user, failure) -> waiting.decrementAndGet());
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            return CompletableFuture.failedStage(e);
        }
    }

    private Optional<User> compare(LoginAttempt attempt, Password password, byte[] mark) {
        boolean fits = attempt.credentials().sha256().matches(ScramHash.SHA_256, password);
        return attempt.user().filter(user -> fits).map(user -> {
            right.put(user.id(), mark);
            return user;
        });
    }

    /** Bound to the keys, so that it means nothing after a change of password. */
    private byte[] mark(ScramKeys keys, Password password) {
        byte[] text = password.reveal().getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(keys.storedKey(), keys.storedKey().length + text.length);
        System.arraycopy(text, 0, both, keys.storedKey().length, text.length);
        return ScramHash.SHA_256.hmac(key, both);
    }

    /** How many passwords wait to be checked, or are. */
    public int waiting() {
        return waiting.get();
    }
}
