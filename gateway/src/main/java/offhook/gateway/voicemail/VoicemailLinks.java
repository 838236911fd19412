package offhook.gateway.voicemail;

import java.util.Optional;
import java.util.function.BiConsumer;
import offhook.directory.UserId;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemail.State;
import offhook.voicemail.box.VoicemailListener;
import org.jdbi.v3.core.Handle;

/**
 * The one way from a voicemail to a person: its alerts, and its link, which dies with it. Safe to share.
 *
 * @param scribe has a new one written down, and returns at once
 */
record VoicemailLinks(VoicemailListener alerts, Optional<Links> links, BiConsumer<Voicemail, Handle> scribe)
        implements VoicemailListener {

    @Override
    public void left(Voicemail voicemail, Handle tx) {
        alerts.left(voicemail, tx);
        scribe.accept(voicemail, tx);
    }

    @Override
    public void changed(Voicemail voicemail, Handle tx) {
        alerts.changed(voicemail, tx);
        if (voicemail.state() == State.DELETED) {
            revoke(voicemail, tx);
        }
    }

    @Override
    public void transcribed(Voicemail voicemail, Handle tx) {
        alerts.transcribed(voicemail, tx);
    }

    @Override
    public void gone(Voicemail voicemail, Handle tx) {
        alerts.gone(voicemail, tx);
        revoke(voicemail, tx);
    }

    private void revoke(Voicemail voicemail, Handle tx) {
        links.ifPresent(some -> some.revoke(voicemail.id(), tx));
    }

    /** Somebody is removed. */
    void forget(UserId person, Handle tx) {
        links.ifPresent(some -> some.revoke(person, tx));
    }
}
