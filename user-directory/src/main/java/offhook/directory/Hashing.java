package offhook.directory;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.directory.credentials.Credentials;
import offhook.directory.credentials.Password;

/**
 * Makes credentials from passwords, off the event loops. Safe to share.
 *
 * @param domain that of {@link PhoneBook#domain}: the realm of the digest hashes
 * @param pool takes milliseconds of a core for each password
 * @param iterations of PBKDF2
 */
public record Hashing(String domain, int iterations, SecureRandom random, Executor pool) {

    /** @param phone empty where the phone has the same password */
    public CompletionStage<Credentials> derive(UserId user, Password password, Optional<Password> phone) {
        return CompletableFuture.supplyAsync(() -> deriveHere(user, password, phone), pool);
    }

    /** On the calling thread, which is not an event loop. */
    public Credentials deriveHere(UserId user, Password password, Optional<Password> phone) {
        return Credentials.derive(user.value(), domain, password, phone, iterations, random);
    }
}
