package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.util.Optional;
import offhook.runtime.bytes.Octets;
import offhook.runtime.work.Loop;
import offhook.xmpp.xml.EventReader;
import offhook.xmpp.xml.Limits;
import offhook.xmpp.xml.ServerHeader;
import offhook.xmpp.xml.StreamReader;

/**
 * What a stream asks of the connection under it: how streams are framed there, TLS, and what is sent and read when. The
 * framing is that of TCP, RFC 6120 §4, unless a connection says otherwise (RFC 7395 §3.3, XEP-0206). All but
 * {@link #loop()}, {@link #peer()} and {@link #local()} only on its loop.
 */
public interface Connection {

    Loop loop();

    /** Who is on the other side. */
    InetAddress peer();

    /** The address of ours that the other side has connected to, unless somebody stands between; any thread. */
    default Optional<InetAddress> local() {
        return Optional.empty();
    }

    /** Makes what reads from it: asked once. */
    default EventReader reader(Limits limits) {
        return new StreamReader(limits);
    }

    /** Adds the header of a new stream, behind what was added. */
    default void open(ServerHeader header) {
        write(header.toXml().getBytes(UTF_8));
    }

    /** So many bytes are about to be added: for whoever makes room for them at once. */
    default void expect(int bytes) {}

    /**
     * Adds one whole first-level element, written for the namespaces of {@link ServerHeader}; nobody changes the bytes
     * afterwards.
     */
    void write(byte[] element);

    /** The same, which may stand in pieces. */
    default void write(Octets element) {
        write(element.bytes());
    }

    /** Adds the end of our side of the stream. */
    default void end() {
        write("</stream:stream>".getBytes(UTF_8));
    }

    /** Adds what shows a dead connection and is nothing to the client, §4.6.1. */
    default void keepAlive() {
        write(new byte[] {' '});
    }

    /** Sends what was added. */
    void flush();

    /** How many bytes were added and are not yet handed to the system. */
    long unwritten();

    /** How many bytes were handed to the system since the beginning. */
    long written();

    /** Whether the client has said that it will take nothing for a while. */
    default boolean isPaused() {
        return false;
    }

    /** Whether a client that is not secured is offered STARTTLS; false where TLS is a matter of the layers below. */
    default boolean startsTls() {
        return true;
    }

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
