package offhook.xmpp.stream;

import java.net.InetAddress;
import offhook.runtime.work.Loop;

/** What a stream asks of the connection under it. All but {@link #loop()} and {@link #peer()} only on its loop. */
public interface Connection {

    Loop loop();

    /** Who is on the other side. */
    InetAddress peer();

    /** Adds bytes to what goes out; nobody changes them afterwards. */
    void write(byte[] bytes);

    /** Sends what was added. */
    void flush();

    /** How many bytes were added and are not yet handed to the system. */
    long unwritten();

    /** How many bytes were handed to the system since the beginning. */
    long written();

    /** Begins TLS behind what was added; {@link ClientStream#secured} follows, or {@link ClientStream#lost}. */
    void secure();

    /** Whether more is to be read. */
    void reading(boolean on);

    /**
     * Closes our side once everything is written, the TLS layer with its own goodbye. {@link ClientStream#lost} follows
     * when the other side has closed too: a socket closed while something still comes in would take back what we sent.
     */
    void close();

    /** Closes at once; {@link ClientStream#lost} follows. */
    void abort();
}
