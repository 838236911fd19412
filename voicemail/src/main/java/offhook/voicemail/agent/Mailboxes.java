package offhook.voicemail.agent;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.voicemail.recording.Recording;

/** Where recordings become voicemails. Safe to share. */
public interface Mailboxes {

    /** Whether another one may be recorded for them; does not block. */
    boolean hasRoom(UserId box);

    /** How long the phones of this person ring before voicemail answers; does not block. */
    default Duration answerAfter(User user, Duration usual) {
        return usual;
    }

    /** The person as callers hear of them, in the language that they have chosen for that; does not block. */
    default User greeted(User user) {
        return user;
    }

    /** It is a voicemail of theirs when the stage completes. */
    CompletionStage<Boolean> add(Recording recording);
}
