package offhook.mail;

import java.nio.file.Path;
import java.util.Optional;
import offhook.mail.intake.IntakeConfig;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [mail] */
@Doc("Outgoing mail; and, in its own section, that of a PBX. Without smtp and from no mail is sent.")
public record MailConfig(
        @Doc("The mail server: smtp://[user:password@]host[:port], port 587 by default, or smtps://…, port 465.")
                Optional<SmtpServer> smtp,
        @Doc("What mails are sent from: Phone <phone@example.com>.") Optional<Mailbox> from,
        @Doc(
                        "Whether smtp:// changes to TLS: required, offered (if the server offers it, or there is a password), never.")
                @Default("offered")
                StartTls starttls,
        @Doc("A PEM file of certificates to trust besides the system's.") Optional<Path> trust,
        @Doc(
                        "Whether mails of voicemails have the headers of Asterisk's as well (X-Asterisk-VM-Extension, -Caller-ID-Num, -Caller-ID-Name, -Duration, -Orig-date, -Orig-time), for filters that know these.")
                @Default("false")
                boolean asteriskHeaders,
        Optional<IntakeConfig> intake) {

    /** @throws IllegalArgumentException if there is a server, but no address to send from */
    public MailConfig {
        if (smtp.isPresent() && from.isEmpty()) {
            throw new IllegalArgumentException("smtp needs a from beside it");
        }
    }
}
