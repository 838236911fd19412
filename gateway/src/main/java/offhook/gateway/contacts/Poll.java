package offhook.gateway.contacts;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.sip.agent.Agent;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transaction.ServerTransaction;

/** Asks once how somebody is, by a SUBSCRIBE that ends at once: RFC 8048 §7.1, RFC 6665 §4.4.3. Belongs to its loop. */
final class Poll {

    private static final Duration LONGEST = Duration.ofSeconds(32);

    private final Agent agent;
    private final Place place;
    private final BiConsumer<Optional<SipRequest>, Optional<SipResponse>> then;
    private final SipRequest subscribe;
    private final Loop loop;
    private Timer patience = () -> {};
    private boolean over;

    /** @param then is told the NOTIFY, or the refusal, or neither if nobody answers; once, on a loop */
    Poll(Agent agent, Place place, BiConsumer<Optional<SipRequest>, Optional<SipResponse>> then) {
        this.agent = agent;
        this.place = place;
        this.then = then;
        subscribe = agent.request(Method.SUBSCRIBE, place.resource(), place.from(), place.resource());
        subscribe.append(HeaderName.EVENT, Place.EVENT);
        subscribe.append(HeaderName.ACCEPT, Place.ACCEPT);
        subscribe.append(HeaderName.EXPIRES, "0");
        loop = agent.loop(subscribe.callId());
    }

    /** From any thread. */
    void start() {
        loop.execute(() -> {
            patience = loop.after(LONGEST, () -> end(Optional.empty(), Optional.empty()));
            agent.expect(subscribe.callId(), tag(), this::notified);
            agent.send(subscribe.copy(), agent.way(place.at()), place.login(), exchange -> {
                if (!exchange.isSuccess()) {
                    end(Optional.empty(), Optional.of(exchange.response()));
                }
            });
        });
    }

    private String tag() {
        return subscribe.from().tag().orElseThrow();
    }

    private void notified(ServerTransaction transaction, SipRequest notify) {
        if (!notify.is(Method.NOTIFY)) {
            throw new SipFailure(405);
        }
        transaction.respond(transaction.response(200));
        end(Optional.of(notify), Optional.empty());
    }

    private void end(Optional<SipRequest> notify, Optional<SipResponse> refusal) {
        if (!over) {
            over = true;
            patience.cancel();
            agent.unexpect(subscribe.callId(), tag());
            then.accept(notify, refusal);
        }
    }
}
