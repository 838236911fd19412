package offhook.gateway.control;

/** A new PIN. */
public record NewPin(String pin) {

    /** Shows none. */
    @Override
    public String toString() {
        return "NewPin[…]";
    }
}
