package offhook.voicemail.box;

/**
 * How many voicemails somebody has.
 *
 * @param fresh not heard yet
 * @param old heard; deleted ones count nowhere
 */
public record Counts(int fresh, int old) {

    public static final Counts NONE = new Counts(0, 0);
}
