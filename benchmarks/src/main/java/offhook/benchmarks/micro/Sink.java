package offhook.benchmarks.micro;

import offhook.directory.address.Jid;
import offhook.xmpp.routing.Session;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.StreamError;
import org.openjdk.jmh.infra.Blackhole;

/** A client that takes what it gets and says nothing. */
record Sink(Jid jid, Blackhole blackhole) implements Session {

    @Override
    public void send(Stanza stanza) {
        blackhole.consume(stanza.bytes());
    }

    @Override
    public void close(StreamError error) {
        throw error;
    }

    @Override
    public void pause() {
        throw new IllegalStateException("nothing waits here");
    }

    @Override
    public void resume() {
        throw new IllegalStateException("it was not paused");
    }

    @Override
    public boolean legacy() {
        return false;
    }
}
