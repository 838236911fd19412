package offhook.voicemail.prompt;

import java.util.Locale;

/** A spoken text; {@code prompts.tsv} has the words. */
public enum Prompt {
    /** Nobody answers; please leave a message after the tone. */
    GREETING,
    /** No message can be taken now. */
    NO_ROOM,
    /** The message could not be saved. */
    NOT_KEPT;

    /** Its file, without language and ending. */
    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
