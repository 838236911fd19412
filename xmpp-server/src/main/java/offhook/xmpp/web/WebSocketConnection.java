package offhook.xmpp.web;

import java.net.InetAddress;
import offhook.runtime.net.http.WebSocket;
import offhook.runtime.work.Loop;
import offhook.xmpp.stream.ClientStream;
import offhook.xmpp.stream.Connection;
import offhook.xmpp.xml.EventReader;
import offhook.xmpp.xml.FrameReader;
import offhook.xmpp.xml.Frames;
import offhook.xmpp.xml.Limits;
import offhook.xmpp.xml.ServerHeader;

/** A WebSocket with a stream on it, each first-level element in a message of its own. Belongs to its loop. */
final class WebSocketConnection implements Connection, WebSocket.Listener {

    private static final int NORMAL = 1000;

    private final WebSocket socket;
    private final Runnable forget;
    private ClientStream stream;
    private boolean ended; // our side of the stream

    /** @param forget called when the connection is over */
    WebSocketConnection(WebSocket socket, Runnable forget) {
        this.socket = socket;
        this.forget = forget;
    }

    void carries(ClientStream newStream) {
        stream = newStream;
    }

    @Override
    public void received(byte[] text) {
        stream.received(text, 0, text.length);
        if (ended && Frames.closes(text)) {
            close(); // also where the stream listens no more, after what was no XML
        }
    }

    @Override
    public void lost() {
        forget.run();
        stream.lost();
    }

    @Override
    public Loop loop() {
        return socket.loop();
    }

    @Override
    public InetAddress peer() {
        return socket.peer();
    }

    @Override
    public EventReader reader(Limits limits) {
        return new FrameReader(limits, false);
    }

    @Override
    public void open(ServerHeader header) {
        socket.write(Frames.open(header));
    }

    @Override
    public void write(byte[] element) {
        socket.write(Frames.standalone(element));
    }

    @Override
    public void end() {
        ended = true;
        socket.write(Frames.close());
    }

    /** §3.8: white space is no frame. */
    @Override
    public void keepAlive() {
        socket.ping();
    }

    @Override
    public void flush() {
        socket.flush();
    }

    @Override
    public long unwritten() {
        return socket.unwritten();
    }

    @Override
    public long written() {
        return socket.written();
    }

    /** §3.9. */
    @Override
    public boolean startsTls() {
        return false;
    }

    @Override
    public void secure() {
        throw new IllegalStateException("TLS is under the WebSocket, or nowhere");
    }

    @Override
    public void reading(boolean on) {
        socket.reading(on);
    }

    @Override
    public void close() {
        socket.flush();
        socket.close(NORMAL);
    }

    @Override
    public void abort() {
        socket.abort();
    }
}
