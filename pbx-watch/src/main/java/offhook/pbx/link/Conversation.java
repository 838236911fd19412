package offhook.pbx.link;

/** What happens on one connection, in this order, on its loop. */
public interface Conversation {

    /** It is open. */
    void opened(Wire wire);

    /** @param bytes as they came, cut anywhere */
    void received(byte[] bytes);

    /**
     * It is closed, or could not be opened. Comes once.
     *
     * @param why in a few words
     */
    void closed(String why);
}
