package offhook.runtime.net.http;

import java.util.concurrent.CompletionStage;

/** Answers requests. */
@FunctionalInterface
public interface Handler {

    /** Runs where its route says. An {@link HttpFailure}, thrown or in the stage, becomes the answer; anything else a 500. */
    CompletionStage<Response> handle(Request request);
}
