package offhook.gateway.notify;

import java.util.List;
import java.util.stream.Collectors;
import offhook.directory.address.MailAddress;
import offhook.mail.HeaderText;
import offhook.mail.Mail;
import offhook.mail.Mailbox;
import offhook.mail.MessageId;

/** Alerts as a mail. */
final class AlertMail {

    private AlertMail() {}

    /** @param id of the message; with the domain it becomes the Message-ID */
    static Mail of(String id, Mailbox from, MailAddress to, String domain, Enclosures what, AlertText text) {
        var told = what.told();
        var last = told.get(told.size() - 1);
        boolean isVoice = told.stream().anyMatch(entry -> entry.notification() instanceof VoicemailLeft);
        return new Mail(
                new MessageId(id + '@' + domain),
                from,
                to,
                new HeaderText(text.subject(told)),
                text.body(told) + '\n',
                html(text, told),
                what.files(),
                isVoice ? Mail.Context.VOICE_MESSAGE : Mail.Context.TEXT_MESSAGE,
                text.words().language(),
                last.written());
    }

    private static String html(AlertText text, List<Entry> told) {
        var lines = text.body(told)
                .lines()
                .map(line -> "<p>" + linked(escaped(line)) + "</p>\n")
                .collect(Collectors.joining());
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head><meta charset="utf-8"><title>%s</title></head>
                <body>
                %s</body>
                </html>
                """
                .formatted(text.words().language().toLanguageTag(), escaped(text.subject(told)), lines);
    }

    /** The call-back stands at the end of a line: a tap on it calls. */
    private static String linked(String escaped) {
        return escaped.replaceFirst("(tel:|sips?:)([^\\s<>]+)$", "<a href=\"$1$2\">$1$2</a>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
