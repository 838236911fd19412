package offhook.directory;

import java.util.Optional;
import offhook.directory.credentials.Credentials;

/**
 * A person as a list of people wants them to be.
 *
 * @param credentials empty to keep what the person has
 * @param mark what the list remembers of their passwords; empty for somebody whom no list rules
 */
public record PersonChange(User user, Optional<Credentials> credentials, String mark) {}
