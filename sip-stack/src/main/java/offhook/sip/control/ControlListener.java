package offhook.sip.control;

/** Is told what becomes of a call that was asked for. Called on a SIP loop: must not block. */
public interface ControlListener {

    void reached(Stage stage);

    /** It is over; told once, and nothing after it. */
    void ended(Ending why);
}
