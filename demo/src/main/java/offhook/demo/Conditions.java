package offhook.demo;

/**
 * What the story is played under. A test makes them bad to see that a step which does not happen is noticed.
 *
 * @param patience how many seconds a step may take
 * @param loss what never reaches the one it was sent to
 */
public record Conditions(int patience, Loss loss) {

    /** As they are for everybody. */
    public static final Conditions FAIR = new Conditions(10, (who, text) -> false);

    /** Decides what gets lost on the way. */
    @FunctionalInterface
    public interface Loss {

        /**
         * Whether it is lost.
         *
         * @param who "romeo.phone", "nurse.chat", "mail"
         * @param text the message as it came over the wire
         */
        boolean loses(String who, String text);
    }
}
