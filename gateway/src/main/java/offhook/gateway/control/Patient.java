package offhook.gateway.control;

import java.util.Locale;
import offhook.directory.address.MailAddress;
import offhook.gateway.notify.Hospital;
import offhook.mail.intake.spool.KeptMail;

/**
 * A delivery that was given up, or a mail of the PBX that is no voicemail.
 *
 * @param address where a mail was to go; null in chat
 * @param written ISO 8601
 */
public record Patient(
        String id,
        String channel,
        String user,
        String address,
        String text,
        String written,
        int attempts,
        String cause) {

    static Patient of(Hospital.Patient patient) {
        return new Patient(
                patient.id(),
                patient.channel().name().toLowerCase(Locale.ROOT),
                patient.user().value(),
                patient.address().map(MailAddress::value).orElse(null),
                patient.text(),
                patient.written().toString(),
                patient.attempts(),
                patient.cause());
    }

    static Patient of(KeptMail mail) {
        return new Patient(
                mail.id(),
                "intake",
                mail.box().orElseGet(() -> String.join(" ", mail.recipients())),
                null,
                mail.subject(),
                mail.arrived().toString(),
                mail.attempts(),
                mail.cause());
    }
}
