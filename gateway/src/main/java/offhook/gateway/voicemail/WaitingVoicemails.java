package offhook.gateway.voicemail;

import java.util.Optional;
import java.util.function.Consumer;
import offhook.directory.UserId;
import offhook.sip.event.document.MessageSummary.Counts;
import offhook.sip.event.packages.WaitingMessages;
import offhook.voicemail.box.Voicemails;

/** The lamps of phones show what waits in our boxes: everybody has one. Safe to share. */
public record WaitingVoicemails(Voicemails boxes) implements WaitingMessages {

    @Override
    public Optional<Counts> of(UserId user) {
        var counts = boxes.counts(user);
        return Optional.of(new Counts(counts.fresh(), counts.old()));
    }

    @Override
    public void listen(Consumer<UserId> listener) {
        boxes.listen(listener);
    }
}
