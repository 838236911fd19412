package offhook.xmpp.routing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Refusal;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Has requests answered by the features: in one place an answer or an error becomes the reply. Safe to share. */
final class Requests {

    private final Handlers handlers;

    Requests(Handlers handlers) {
        this.handlers = handlers;
    }

    /**
     * @param lane where the answer is given: that of who asks
     * @return completes when the reply was given; null if it was given at once
     */
    CompletionStage<?> answer(Target target, Iq iq, Executor lane, Consumer<Stanza> reply) {
        var handler = handlers.find(target, iq).orElse(null);
        if (handler instanceof IqHandler.Now now) {
            attempt(iq, reply, () -> now.answer().apply(iq));
        } else if (handler instanceof IqHandler.Reading reading) {
            return onLane(
                    lane,
                    iq,
                    reply,
                    () -> attempt(iq, reply, () -> reading.answer().apply(iq)));
        } else if (handler instanceof IqHandler.Later later) {
            return later(later, iq, lane, reply);
        } else {
            error(iq, reply, StanzaError.serviceUnavailable(""));
        }
        return null;
    }

    private static CompletionStage<?> later(IqHandler.Later later, Iq iq, Executor lane, Consumer<Stanza> reply) {
        CompletionStage<Element> answer;
        try {
            answer = later.answer().apply(iq);
        } catch (RuntimeException e) {
            error(iq, reply, e);
            return null;
        }
        return answer.handle((payload, failure) -> onLane(lane, iq, reply, () -> give(iq, reply, payload, failure)))
                .thenCompose(given -> given);
    }

    private static void give(Iq iq, Consumer<Stanza> reply, Element payload, Throwable failure) {
        if (failure == null) {
            result(iq, reply, payload);
        } else {
            error(iq, reply, failure);
        }
    }

    private static CompletableFuture<Void> onLane(Executor lane, Iq iq, Consumer<Stanza> reply, Runnable task) {
        try {
            return CompletableFuture.runAsync(task, lane);
        } catch (RejectedExecutionException e) {
            error(iq, reply, e);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static void attempt(Iq iq, Consumer<Stanza> reply, Supplier<Element> answer) {
        Element payload;
        try {
            payload = answer.get();
        } catch (RuntimeException e) {
            error(iq, reply, e);
            return;
        }
        result(iq, reply, payload);
    }

    private static void result(Iq iq, Consumer<Stanza> reply, Element payload) {
        reply.accept(payload == null ? iq.result() : iq.result(payload));
    }

    private static void error(Iq iq, Consumer<Stanza> reply, Throwable failure) {
        iq.errorReply(Refusal.of(iq, failure)).ifPresent(reply);
    }
}
