package offhook.gateway.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.VoicemailListener;
import org.jdbi.v3.core.Handle;

/**
 * Tells people of voicemails, and no more of those that they have heard or deleted. Safe to share.
 *
 * @param notifier need not be there before the first voicemail
 * @param hold how long a mail waits for what was said
 */
public record VoicemailAlerts(Supplier<Notifier> notifier, Duration hold) implements VoicemailListener {

    @Override
    public void left(Voicemail voicemail, Handle tx) {
        var alert = alert(voicemail);
        notifier.get().add(alert, alert.topic(), hold, tx);
    }

    @Override
    public void changed(Voicemail voicemail, Handle tx) {
        switch (voicemail.state()) {
            case NEW -> {} // what was told was told
            case HEARD -> notifier.get().settle(alert(voicemail), false, tx);
            case DELETED -> notifier.get().settle(alert(voicemail), true, tx);
        }
    }

    @Override
    public void transcribed(Voicemail voicemail, Handle tx) {
        notifier.get().correct(alert(voicemail), tx);
    }

    @Override
    public void gone(Voicemail voicemail, Handle tx) {
        notifier.get().settle(alert(voicemail), true, tx);
    }

    /** A voicemail in one line, as its owner reads it. */
    public static String line(Voicemail voicemail, User owner, Instant now) {
        return new AlertText(owner, now).line(alert(voicemail));
    }

    /** What is told of it. */
    public static VoicemailLeft alert(Voicemail voicemail) {
        return new VoicemailLeft(
                voicemail.box(),
                voicemail.callId(),
                voicemail.id(),
                voicemail.caller(),
                voicemail.arrived(),
                voicemail.length(),
                voicemail.isCut(),
                voicemail.transcript());
    }
}
