package offhook.pbx.link;

/** A connection that is open, as its session writes to it. Belongs to the loop of the connection. */
public interface Wire {

    void send(String text);

    /** Closes it; the other side hears no more, and the conversation is told that it is closed. */
    void close();
}
