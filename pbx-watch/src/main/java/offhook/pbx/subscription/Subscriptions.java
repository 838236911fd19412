package offhook.pbx.subscription;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import offhook.pbx.subscription.Extensions.Extension;
import offhook.pbx.subscription.Extensions.Kept;
import offhook.sip.agent.Agent;
import offhook.sip.subscriber.Subscriber;
import offhook.sip.subscriber.SubscriberListener;

/**
 * Subscriptions to one event package of a PBX. Safe to share.
 *
 * @param event the name of the package
 * @param accept the media type of its documents
 * @param random spreads what would come all at once
 */
public record Subscriptions(Agent agent, Pbx pbx, String event, String accept, RandomGenerator random) {

    /** Is told what the PBX tells of an extension. */
    public interface Watch extends SubscriberListener {

        /** Called once, before anything is told. */
        void by(Subscriber subscriber);

        /** The extension is nobody's any more: what was told is void. */
        void ends();
    }

    /**
     * What is kept up for each extension.
     *
     * @param watches makes what is told of an extension
     */
    public Function<Extension, Kept> of(Function<Extension, Watch> watches) {
        return extension -> subscription(extension, watches.apply(extension));
    }

    private Kept subscription(Extension extension, Watch watch) {
        var subscriber = new Subscriber(agent, what(extension), watch, random);
        watch.by(subscriber);
        return new Subscription(subscriber, watch);
    }

    private Subscriber.What what(Extension extension) {
        return new Subscriber.What(
                pbx.address(extension.number()),
                pbx.uri(),
                pbx.address(pbx.user()),
                event,
                accept,
                pbx.expires(),
                pbx.patience(),
                pbx.login());
    }

    private record Subscription(Subscriber subscriber, Watch watch) implements Kept {

        @Override
        public void start(Duration in) {
            subscriber.start(in);
        }

        @Override
        public void again(Duration in) {
            subscriber.again(in);
        }

        @Override
        public void ask() {
            subscriber.refresh();
        }

        /** What the PBX answers to that does not matter: it would notice anyway. */
        @Override
        public CompletionStage<Void> stop() {
            subscriber.stop();
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void ends() {
            watch.ends();
        }
    }
}
