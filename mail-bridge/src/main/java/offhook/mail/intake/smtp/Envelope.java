package offhook.mail.intake.smtp;

import java.util.List;

/**
 * Who sends a mail to whom, as the client says.
 *
 * @param client its IP address
 * @param sender empty for a notification of a mail server
 * @param recipients each once, as they were written
 */
public record Envelope(String client, String sender, List<String> recipients) {

    public Envelope {
        recipients = recipients.stream().distinct().toList();
    }
}
