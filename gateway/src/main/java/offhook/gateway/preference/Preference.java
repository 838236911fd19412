package offhook.gateway.preference;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import offhook.directory.NotifyPolicy;
import offhook.voicemail.box.Format;

/**
 * What somebody has chosen; what is empty is as the directory and the configuration say.
 *
 * @param channel how they are told of calls, and of voicemail unless that has its own
 * @param mail what is enclosed in mails
 * @param language in which they are told
 * @param greeting the language in which their callers are greeted
 * @param answerAfter how long their phones ring before voicemail answers
 */
public record Preference(
        Optional<NotifyPolicy> channel,
        Optional<NotifyPolicy> voicemail,
        Optional<Format> mail,
        Optional<Locale> language,
        Optional<ZoneId> zone,
        Optional<Quiet> quiet,
        Optional<Digest> digest,
        Optional<Locale> greeting,
        Optional<Duration> answerAfter) {

    public static final Preference NONE = PreferenceText.read(Map.of());

    /** When they are told of what happens at this instant. */
    Instant told(Instant event, ZoneId there) {
        var at = digest.map(one -> one.next(event, there)).orElse(event);
        return quietUntil(at, there).orElse(at);
    }

    Optional<Instant> quietUntil(Instant now, ZoneId there) {
        return quiet.flatMap(hours -> hours.until(now, there));
    }
}
