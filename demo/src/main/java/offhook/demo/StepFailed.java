package offhook.demo;

/** A step of the story did not happen; the message says what was expected and what came instead. */
public final class StepFailed extends RuntimeException {

    public StepFailed(String message) {
        super(message);
    }
}
