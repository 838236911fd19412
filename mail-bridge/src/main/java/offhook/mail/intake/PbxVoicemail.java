package offhook.mail.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.mail.intake.mime.SoundPart;

/**
 * A voicemail that a PBX has mailed.
 *
 * @param key hexadecimal, the same for the same mail
 * @param owners whose it may be
 * @param number of the caller, as the PBX writes it; empty if there is none
 * @param name of the caller; empty if there is none
 * @param at when it was left
 * @param length as the PBX says; the sound itself knows better
 * @param sound to be read before the listener returns
 */
public record PbxVoicemail(
        String key, Owners owners, String number, String name, Instant at, Optional<Duration> length, SoundPart sound) {

    /**
     * Whose it may be, as different sources say.
     *
     * @param assigned by an admin: nobody else gets it
     * @param mailbox the extension that the mail names
     * @param recipients to whom it was sent
     */
    public record Owners(Optional<String> assigned, Optional<String> mailbox, List<String> recipients) {

        public Owners {
            recipients = List.copyOf(recipients);
        }
    }
}
