package offhook.mail.intake.transport;

import java.time.Duration;

/**
 * How long a client is waited for.
 *
 * @param quiet that it may say nothing
 * @param whole from its first word, or its last mail, to its next whole mail
 */
public record Patience(Duration quiet, Duration whole) {}
