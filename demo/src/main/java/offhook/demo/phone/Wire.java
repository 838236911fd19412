package offhook.demo.phone;

import java.io.IOException;

/** What carries the messages of a phone. Written by one thread, read by another. */
public interface Wire extends AutoCloseable {

    /** As it stands in Via, such as "UDP". */
    String transport();

    /** Where the phone says that it is: {@code host:port}. */
    String address();

    void send(byte[] message) throws IOException;

    /**
     * Waits for the next message.
     *
     * @throws IOException once it is closed, by whichever side
     */
    byte[] receive() throws IOException;

    @Override
    void close();
}
