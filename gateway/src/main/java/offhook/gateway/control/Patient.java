package offhook.gateway.control;

import java.util.Locale;
import offhook.directory.address.MailAddress;
import offhook.gateway.notify.Hospital;

/**
 * A delivery that was given up.
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
}
