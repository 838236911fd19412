package offhook.gateway.notify;

import java.util.List;
import java.util.stream.Collectors;
import offhook.directory.User;
import offhook.directory.address.MailAddress;
import offhook.gateway.notify.MailTemplates.Filling;
import offhook.mail.Mail;
import offhook.mail.MessageId;

/** Alerts as a mail. */
final class AlertMail {

    private AlertMail() {}

    /**
     * @param id of the message; with the domain it becomes the Message-ID
     * @param out from whom it is, and how it looks
     */
    static Mail of(String id, MailOut out, MailAddress to, User user, String domain, Enclosures what, AlertText text) {
        var told = what.told();
        var last = told.get(told.size() - 1);
        boolean isVoice = told.stream().anyMatch(entry -> entry.notification() instanceof VoicemailLeft);
        var language = text.words().language();
        var subject = text.subject(told);
        var body = text.body(told) + text.pages(what.pages());
        var plain = out.templates().plain(new Filling(subject, body, user.name().value(), language));
        var html = out.templates()
                .html(new Filling(
                        escaped(subject), paragraphs(body), escaped(user.name().value()), language));
        return new Mail(
                new MessageId(id + '@' + domain),
                out.from(),
                to,
                plain.subject(),
                plain.text(),
                html,
                what.files(),
                isVoice ? Mail.Context.VOICE_MESSAGE : Mail.Context.TEXT_MESSAGE,
                language,
                last.written(),
                out.likeAsterisk() ? AsteriskHeaders.of(told, user) : List.of());
    }

    private static String paragraphs(String body) {
        return body.lines()
                .map(line -> "<p>" + linked(escaped(line)) + "</p>\n")
                .collect(Collectors.joining());
    }

    /** The call-back stands at the end of a line: a tap on it calls. So does the way to a page. */
    private static String linked(String escaped) {
        return escaped.replaceFirst("(tel:|sips?:|https?:)([^\\s<>]+)$", "<a href=\"$1$2\">$1$2</a>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
