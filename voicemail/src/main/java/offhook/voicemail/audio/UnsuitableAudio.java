package offhook.voicemail.audio;

/** Why a sound file cannot be taken, in words for whom sent it. */
public final class UnsuitableAudio extends Exception {

    public UnsuitableAudio(String why) {
        super(why);
    }

    public UnsuitableAudio(String why, Throwable cause) {
        super(why, cause);
    }
}
