package offhook.gateway.notify;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;

/**
 * Delivers in one channel. Safe to share.
 *
 * @param <S> a step: what is decided in one transaction and done after it
 */
interface Courier<S> {

    Channel channel();

    /** Decides what is next for a person, and writes that down; empty if nothing is due. Runs on the writer's thread. */
    Optional<S> next(UserId person, Instant now, Outbox outbox);

    /** Does it; the stage completes when the outcome is committed. */
    CompletionStage<?> run(UserId person, S step);
}
