package offhook.xmpp.stream;

import offhook.directory.address.Jid;
import offhook.xmpp.routing.Session;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.StreamError;

/** The session that a client stream has bound. Safe to share. */
final class ClientSession implements Session {

    private final ClientStream stream;
    private final Jid jid;
    private final boolean legacy;

    ClientSession(ClientStream stream, Jid jid, boolean legacy) {
        this.stream = stream;
        this.jid = jid;
        this.legacy = legacy;
    }

    @Override
    public Jid jid() {
        return jid;
    }

    @Override
    public void send(Stanza stanza) {
        stream.send(jid, stanza);
    }

    @Override
    public void close(StreamError error) {
        stream.loop().execute(() -> stream.fail(error));
    }

    @Override
    public void pause() {
        if (stream.loop().here()) {
            stream.pause();
        } else {
            stream.loop().execute(stream::pause);
        }
    }

    @Override
    public void resume() {
        stream.loop().execute(stream::unpause);
    }

    @Override
    public boolean legacy() {
        return legacy;
    }

    @Override
    public String toString() {
        return jid.toString();
    }
}
