package offhook.sip.subscriber;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import offhook.sip.agent.DueTimers;
import offhook.sip.agent.Exchange;
import offhook.sip.agent.OpenDialog;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;

/** One notifier of a round: its dialog, and the {@link Usage} in it. Belongs to the loop of its subscriber. */
final class Notifier implements Usage.Actions {

    private final Round round;
    private final OpenDialog dialog;
    private final DueTimers<Usage.Timer> timers;
    private Usage usage;

    Notifier(Round round, OpenDialog dialog, SubscriptionState first) {
        this.round = round;
        this.dialog = dialog;
        timers = new DueTimers<>(Usage.Timer.class, round.loop(), timer -> moved(usage.fires(timer, this)));
        usage = Usage.begins(first.expires().orElse(round.granted()), this);
    }

    /** Unlike any other one's. */
    String name() {
        return dialog.state().callId() + ' ' + dialog.state().remote().tag().orElse("");
    }

    void notified(SubscriptionState state) {
        moved(usage.notified(state, round.granted(), this));
    }

    /** The 2xx to the SUBSCRIBE that began it all came after the first NOTIFY. */
    void accepted(Optional<Duration> expires) {
        moved(usage.accepted(expires, this));
    }

    void wanted() {
        moved(usage.wanted(this));
    }

    private void moved(Usage next) {
        boolean wasLive = !(usage instanceof Usage.Over);
        usage = next;
        if (wasLive && usage instanceof Usage.Over over) {
            dialog.close();
            round.over(this, over.ending());
        }
    }

    /** Unsubscribes, and waits for nothing. */
    void leave() {
        timers.stopAll();
        dialog.send(Method.SUBSCRIBE, request -> round.fill(request, Duration.ZERO), ignored -> {});
        dialog.close();
    }

    @Override
    public void refresh() {
        dialog.send(Method.SUBSCRIBE, request -> round.fill(request, round.wanted()), this::answered);
    }

    private void answered(Exchange exchange) {
        if (exchange.isSuccess()) {
            var expires = exchange.response().seconds(HeaderName.EXPIRES);
            expires.ifPresent(round::grants);
            moved(usage.accepted(expires, this));
            round.proved();
        } else {
            moved(usage.refused(exchange.status(), exchange.response().seconds(HeaderName.RETRY_AFTER), this));
        }
    }

    @Override
    public void start(Usage.Timer timer, Duration after) {
        timers.start(timer, after);
    }

    @Override
    public void stop(Usage.Timer timer) {
        timers.stop(timer);
    }

    @Override
    public RandomGenerator random() {
        return round.random();
    }
}
