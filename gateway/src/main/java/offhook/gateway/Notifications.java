package offhook.gateway;

import java.time.Duration;
import offhook.gateway.notify.Notifier;
import offhook.runtime.life.Service;

/** The outbox at work. */
record Notifications(Notifier notifier) implements Service {

    private static final Duration FLUSH = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public void start() {
        notifier.start();
    }

    @Override
    public void stop() {
        notifier.stop().toCompletableFuture().join();
    }

    @Override
    public Duration patience() {
        return FLUSH;
    }
}
