package offhook.mail.intake.shape;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import offhook.mail.intake.mime.SoundPart;

/**
 * What a mail says of a voicemail.
 *
 * @param mailbox the extension; empty if only the recipient tells whose it is
 * @param number of the caller, as the PBX writes it; empty if there is none
 * @param name of the caller; empty if there is none
 * @param at when it was left
 * @param length as the PBX says
 */
public record Left(
        Optional<String> mailbox,
        String number,
        String name,
        Optional<Instant> at,
        Optional<Duration> length,
        SoundPart sound) {}
