package offhook.gateway.notify;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import offhook.directory.User;
import offhook.mail.HeaderText;
import offhook.mail.Mail;

/** The headers of Asterisk's voicemail e-mails, by which people's filters know them: of the first voicemail that a mail tells. */
final class AsteriskHeaders {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM d hh:mm:ss a z yyyy", Locale.ENGLISH);

    private final List<Mail.Header> headers = new ArrayList<>();

    private AsteriskHeaders() {}

    /** None where no voicemail is told. */
    static List<Mail.Header> of(List<Entry> told, User user) {
        var all = new AsteriskHeaders();
        told.stream()
                .filter(entry -> entry.notification() instanceof VoicemailLeft)
                .findFirst()
                .ifPresent(entry -> all.describe((VoicemailLeft) entry.notification(), user));
        return all.headers;
    }

    private void describe(VoicemailLeft left, User user) {
        add(
                "Extension",
                user.extensions().isEmpty()
                        ? user.id().value()
                        : user.extensions().get(0));
        if (!left.caller().withheld()) {
            add("Caller-ID-Num", left.caller().address().user());
            add("Caller-ID-Name", left.caller().name().value());
        }
        add("Duration", Long.toString(left.length().toSeconds()));
        add("Orig-date", DATE.format(left.at().atZone(user.zone())));
        add("Orig-time", Long.toString(left.at().getEpochSecond()));
    }

    private void add(String name, String value) {
        if (!value.isEmpty()) {
            headers.add(new Mail.Header("X-Asterisk-VM-" + name, new HeaderText(value)));
        }
    }
}
