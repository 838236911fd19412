package offhook.mail.intake;

import java.util.concurrent.CompletionStage;

/** Makes voicemails of what a PBX has mailed. Safe to share. */
public interface IntakeListener {

    /** Whether mail to this address is for one of our people; from memory. */
    boolean knows(String address);

    /**
     * There is one. Reads the sound before it returns, and may block. The same one may come again after a crash: then it is
     * there already, and taken.
     *
     * @return fails if another attempt may go better
     */
    CompletionStage<Fate> left(PbxVoicemail voicemail);

    /** What became of it. */
    sealed interface Fate {

        /** It is there: committed. */
        record Taken() implements Fate {}

        /** @param why one line for the admin */
        record Refused(String why) implements Fate {}
    }
}
