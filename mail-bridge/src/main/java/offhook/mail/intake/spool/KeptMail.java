package offhook.mail.intake.spool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mail that we have acknowledged.
 *
 * @param id also the name of its file
 * @param key the same for the same mail, should it come again
 * @param client its IP address
 * @param sender as the client said
 * @param recipients likewise
 * @param bytes its size
 * @param subject as far as it is known
 * @param attempts to make something of it that failed
 * @param cause why the last one failed
 * @param box whose it is, if somebody has said so since
 */
public record KeptMail(
        String id,
        String key,
        Instant arrived,
        String client,
        String sender,
        List<String> recipients,
        long bytes,
        MailState state,
        String subject,
        int attempts,
        String cause,
        Optional<String> box) {

    public KeptMail {
        recipients = List.copyOf(recipients);
    }
}
