package offhook.gateway.notify;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import offhook.mail.MailBridge;
import offhook.mail.MailConfig;
import offhook.mail.Mailbox;
import offhook.mail.SmtpBridge;
import offhook.runtime.life.StartFailure;

/**
 * The way to mailboxes.
 *
 * @param from what alerts are sent from
 * @param templates the frame around what they tell
 * @param likeAsterisk whether mails of voicemails have the headers of Asterisk's as well
 */
public record MailOut(MailBridge bridge, Mailbox from, MailTemplates templates, boolean likeAsterisk) {

    public MailOut(MailBridge bridge, Mailbox from, MailTemplates templates) {
        this(bridge, from, templates, false);
    }

    /**
     * The way by SMTP, if the configuration names a server.
     *
     * @param workers of {@link SmtpBridge#workers}
     * @throws StartFailure with one line for the admin
     */
    public static Optional<MailOut> of(MailConfig mail, Path data, ExecutorService workers) throws StartFailure {
        try {
            return mail.smtp()
                    .map(server -> new MailOut(
                            new SmtpBridge(server, mail.starttls(), mail.trust(), workers),
                            mail.from().orElseThrow(),
                            MailTemplates.in(data),
                            mail.asteriskHeaders()));
        } catch (IllegalArgumentException e) {
            throw new StartFailure("[mail] trust: " + e.getMessage(), 1, e);
        }
    }
}
