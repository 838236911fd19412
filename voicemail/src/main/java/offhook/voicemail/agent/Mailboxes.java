package offhook.voicemail.agent;

import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.voicemail.recording.Recording;

/** Where recordings become voicemails. Safe to share. */
public interface Mailboxes {

    /** Whether another one may be recorded for them; does not block. */
    boolean hasRoom(UserId box);

    /** It is a voicemail of theirs when the stage completes. */
    CompletionStage<Boolean> add(Recording recording);
}
