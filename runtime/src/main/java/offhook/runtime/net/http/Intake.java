package offhook.runtime.net.http;

import java.io.IOException;
import java.util.concurrent.CompletionStage;

/**
 * Takes the body of one request while it arrives. It is called where its route says, one call after the other; between
 * two of them the client waits. Either {@link #end} or {@link #abort} is the last.
 */
public interface Intake {

    /** The next bytes. May block; an {@link HttpFailure} is the answer at once, and the connection ends. */
    void take(byte[] part) throws IOException;

    /** All has come. */
    CompletionStage<Response> end() throws IOException;

    /** The client has gone, or was refused. */
    void abort();

    /** Who begins to take a body. */
    @FunctionalInterface
    interface Taker {

        /**
         * Looks at the head, before the client is asked to go on. May block.
         *
         * @param head the request without its body
         * @throws HttpFailure to refuse it
         */
        Intake begin(Request head) throws IOException;
    }
}
