package offhook.xmpp.stream;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import offhook.xmpp.xml.EventReader;
import offhook.xmpp.xml.Limits;
import offhook.xmpp.xml.StreamEvent;

/**
 * What comes in on one stream: its events, one after the other, unless that is put off. Belongs to the loop of its
 * connection.
 */
final class Intake {

    private final ClientStream stream;
    private final EventReader reader;
    private boolean waiting; // for something that is worked on elsewhere
    private boolean paused;
    private boolean deaf; // what still comes in is not looked at

    /** @param stream takes the events, and a fault, behind which nothing more is read */
    Intake(ClientStream stream, Limits limits) {
        this.stream = stream;
        this.reader = stream.connection().reader(limits);
    }

    /** Bytes came in; the array may be used again afterwards. */
    void received(byte[] bytes, int from, int to) {
        if (!deaf) {
            reader.feed(bytes, from, to);
            read();
            reader.keep();
        }
    }

    /** Goes on when the stage completes and what follows is done; meanwhile nothing is read. */
    <T> void await(CompletionStage<T> stage, BiConsumer<T, Throwable> then) {
        waiting = true;
        stream.connection().reading(false);
        stage.whenCompleteAsync(
                (value, failure) -> {
                    waiting = false;
                    then.accept(value, failure);
                    stream.connection().reading(!waiting && !paused);
                    read();
                },
                stream.loop());
    }

    /** Nothing more is looked at until {@link #unpause}. */
    void pause() {
        paused = true;
        stream.connection().reading(false);
    }

    void unpause() {
        paused = false;
        stream.connection().reading(!waiting);
        read();
    }

    /** Nothing more is looked at at all. */
    void stop() {
        deaf = true;
    }

    void restart() {
        reader.restart();
    }

    void limits(Limits limits) {
        reader.limits(limits);
    }

    /** What has come and was not looked at. */
    byte[] take() {
        return reader.take();
    }

    /** Nothing came in for a while. */
    void rest() {
        reader.rest();
    }

    private void read() {
        while (!waiting && !paused && !deaf) {
            var event = next();
            if (event == null) {
                return;
            }
            stream.take(event);
        }
    }

    private StreamEvent next() {
        try {
            return reader.next();
        } catch (RuntimeException e) {
            deaf = true;
            stream.broken(e);
            return null;
        }
    }
}
