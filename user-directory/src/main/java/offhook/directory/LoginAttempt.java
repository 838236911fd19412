package offhook.directory;

import java.util.Optional;
import offhook.directory.credentials.Credentials;

/**
 * What somebody who logs in is checked against.
 *
 * @param user empty if nobody enabled has this name: then the credentials are decoys which nothing fits, and the
 *     attempt goes on like any other up to its failure
 */
public record LoginAttempt(Optional<User> user, Credentials credentials) {}
