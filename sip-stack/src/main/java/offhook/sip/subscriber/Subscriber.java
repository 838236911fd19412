package offhook.sip.subscriber;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import offhook.runtime.work.Loop;
import offhook.sip.agent.Agent;
import offhook.sip.agent.DueTimers;
import offhook.sip.agent.Pause;
import offhook.sip.auth.Login;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a subscription for as long as it is wanted: RFC 6665 §4.1. Safe to share; everything happens on one loop, also
 * what the listener is told.
 */
public final class Subscriber {

    private static final Logger log = LoggerFactory.getLogger(Subscriber.class);
    private static final int MOST_TRIES = 64;

    private final Agent agent;
    private final What what;
    private final SubscriberListener listener;
    private final RandomGenerator random;
    private final Loop loop;
    private final Actions actions = new Actions();
    private final DueTimers<Subscribing.Timer> timers;

    /** Notifiers whose statements hold, of this round and, until it tells something, of the one before. */
    private final Set<String> told = new LinkedHashSet<>();

    private Duration asked;
    private Subscribing state;
    private Round round;

    /**
     * What to subscribe to.
     *
     * @param resource the Request-URI
     * @param at where it goes
     * @param from who subscribes
     * @param event the package
     * @param accept the media type of its documents
     * @param expires how long one subscription shall last
     * @param patience how long what was told holds while there is no subscription
     * @param login answers challenges
     */
    public record What(
            Uri resource,
            Uri at,
            Uri from,
            String event,
            String accept,
            Duration expires,
            Duration patience,
            Optional<Login> login) {}

    /** @param random spreads what would come all at once */
    public Subscriber(Agent agent, What what, SubscriberListener listener, RandomGenerator random) {
        this.agent = agent;
        this.what = what;
        this.listener = listener;
        this.random = random;
        asked = what.expires();
        loop = agent.loop(agent.token());
        timers = new DueTimers<>(Subscribing.Timer.class, loop, this::fires);
    }

    /** Begins, once. */
    public void start(Duration in) {
        loop.execute(() -> state = Subscribing.begins(in, actions));
    }

    /** Asks every notifier for the full state, as far as there is a subscription. */
    public void refresh() {
        loop.execute(() -> {
            if (round != null) {
                round.wantAll();
            }
        });
    }

    /** Asks one notifier for the full state. */
    public void refresh(String notifier) {
        loop.execute(() -> {
            if (round != null) {
                round.want(notifier);
            }
        });
    }

    /** The notifiers may have forgotten us, or be back: asks them, or subscribes, after this pause at the latest. */
    public void again(Duration in) {
        loop.after(in, () -> {
            if (state == null) {
                return;
            }
            state = state.again(Duration.ZERO, actions);
            if (round != null) {
                round.wantAll();
            }
        });
    }

    /** Unsubscribes; the listener is told nothing more. */
    public void stop() {
        loop.execute(() -> {
            timers.stopAll();
            state = null;
            told.clear();
            if (round != null) {
                round.leave();
                round = null;
            }
        });
    }

    private void fires(Subscribing.Timer timer) {
        state = state.fires(timer, actions);
    }

    // What a round tells. One that is not the present one any more tells nothing.

    void refused(Round by, SipResponse response) {
        if (by != round || state == null) {
            return;
        }
        if (response.status() == 423) {
            // RFC 6665 §4.2.1.1
            response.seconds(HeaderName.MIN_EXPIRES)
                    .filter(least -> least.compareTo(asked) > 0)
                    .ifPresent(least -> asked = least);
        }
        ended(by, Ending.of(response.status(), response.seconds(HeaderName.RETRY_AFTER)));
    }

    void ended(Round by, Ending ending) {
        if (by == round && state != null) {
            if (ending.kind() == Pause.Kind.SELDOM) {
                log.warn("{} cannot be watched for \"{}\": {}", what.resource(), what.event(), ending.why());
            } else {
                log.debug("the subscription to {} of {} has ended: {}", what.event(), what.resource(), ending.why());
            }
            state = state.ended(ending, actions);
            listener.ended(ending.why());
            if (ending.isForgotten()) {
                listener.forgotten();
            }
        }
    }

    void notified(Round by, Notifier notifier, SipRequest notify) {
        if (by != round || state == null) {
            return;
        }
        state = state.confirmed(actions);
        var name = notifier.name();
        told.add(name);
        listener.notified(name, notify);
        for (var other : List.copyOf(told)) {
            if (!round.has(other)) {
                told.remove(other);
                listener.gone(other);
            }
        }
    }

    void gone(Notifier notifier) {
        if (told.remove(notifier.name())) {
            listener.gone(notifier.name());
        }
    }

    void proved(Round by) {
        if (by == round && state != null) {
            state = state.proved();
        }
    }

    void fill(SipRequest request, Duration expires) {
        request.set(HeaderName.EVENT, what.event());
        request.set(HeaderName.ACCEPT, what.accept());
        request.set(HeaderName.EXPIRES, Long.toString(expires.toSeconds()));
    }

    Agent agent() {
        return agent;
    }

    What what() {
        return what;
    }

    Duration asked() {
        return asked;
    }

    Loop loop() {
        return loop;
    }

    RandomGenerator random() {
        return random;
    }

    private final class Actions implements Subscribing.Actions {

        @Override
        public void ask() {
            var request = agent.request(Method.SUBSCRIBE, what.resource(), what.from(), what.resource());
            // One subscriber has one loop, whatever the Call-IDs of its dialogs.
            for (int i = 0; i < MOST_TRIES && agent.loop(request.callId()) != loop; i++) {
                request.set(HeaderName.CALL_ID, agent.token());
            }
            fill(request, asked);
            if (round != null) {
                round.leave();
            }
            round = new Round(Subscriber.this, request);
            round.begin();
        }

        @Override
        public void closeDoor() {
            round.closeDoor();
        }

        @Override
        public void lost() {
            var all = List.copyOf(told);
            told.clear();
            all.forEach(listener::gone);
        }

        @Override
        public void start(Subscribing.Timer timer, Duration after) {
            timers.start(timer, after);
        }

        @Override
        public void stop(Subscribing.Timer timer) {
            timers.stop(timer);
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public Duration patience() {
            return what.patience();
        }
    }
}
