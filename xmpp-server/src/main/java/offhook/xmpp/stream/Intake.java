package offhook.xmpp.stream;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import offhook.xmpp.xml.EventReader;
import offhook.xmpp.xml.Limits;
import offhook.xmpp.xml.StreamEvent;

/**
 * What comes in on one stream: its events, one after the other, unless that is put off. Belongs to the loop of its
 * connection.
 */
final class Intake {

    private final Connection connection;
    private final EventReader reader;
    private final Consumer<StreamEvent> taker;
    private final Consumer<RuntimeException> fault;
    private boolean waiting; // for something that is worked on elsewhere
    private boolean paused;
    private boolean deaf; // what still comes in is not looked at

    /**
     * @param taker gets the events
     * @param fault gets what ends the stream; nothing more is read then
     */
    Intake(Connection connection, Limits limits, Consumer<StreamEvent> taker, Consumer<RuntimeException> fault) {
        this.connection = connection;
        this.reader = connection.reader(limits);
        this.taker = taker;
        this.fault = fault;
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
        connection.reading(false);
        stage.whenCompleteAsync(
                (value, failure) -> {
                    waiting = false;
                    then.accept(value, failure);
                    connection.reading(!waiting && !paused);
                    read();
                },
                connection.loop());
    }

    /** Nothing more is looked at until {@link #unpause}. */
    void pause() {
        paused = true;
        connection.reading(false);
    }

    void unpause() {
        paused = false;
        connection.reading(!waiting);
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
            taker.accept(event);
        }
    }

    private StreamEvent next() {
        try {
            return reader.next();
        } catch (RuntimeException e) {
            deaf = true;
            fault.accept(e);
            return null;
        }
    }
}
