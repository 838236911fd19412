package offhook.pbx.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.sip.agent.Agent;
import offhook.sip.subscriber.Subscriber;
import offhook.sip.subscriber.SubscriberListener;

/**
 * A subscription of one event package for each extension of our people, as the directory has them now. Safe to share.
 */
public final class Extensions {

    /** So many begin in a second: a PBX that has just come up has other things to do as well. */
    private static final int A_SECOND = 20;

    private final Agent agent;
    private final Pbx pbx;
    private final Directory directory;
    private final Events events;
    private final Function<Extension, Watch> watches;
    private final RandomGenerator random;
    private final Map<Extension, Watched> all = new LinkedHashMap<>();
    private boolean running;
    private int turn;

    /**
     * What is watched.
     *
     * @param event the name of the package
     * @param accept the media type of its documents
     */
    public record Events(String event, String accept) {}

    /** A number of somebody of ours. */
    public record Extension(UserId user, String number) {}

    /** Is told what the PBX tells of an extension. */
    public interface Watch extends SubscriberListener {

        /** Called once, before anything is told. */
        void by(Subscriber subscriber);

        /** The extension is nobody's any more: what was told is void. */
        void ends();
    }

    private record Watched(Subscriber subscriber, Watch watch) {}

    /**
     * @param watches makes what is told of an extension
     * @param random spreads what would come all at once
     */
    public Extensions(
            Agent agent,
            Pbx pbx,
            Directory directory,
            Events events,
            Function<Extension, Watch> watches,
            RandomGenerator random) {
        this.agent = agent;
        this.pbx = pbx;
        this.directory = directory;
        this.events = events;
        this.watches = watches;
        this.random = random;
    }

    /** Begins, and follows the directory from now on. */
    public void start() {
        directory.listen(this::changed);
        synchronized (this) {
            running = true;
            directory.users().forEach(this::watch);
        }
    }

    public synchronized void stop() {
        running = false;
        all.values().forEach(one -> one.subscriber().stop());
        all.clear();
    }

    /** How many there are. */
    public synchronized int size() {
        return all.size();
    }

    /** The PBX may have forgotten us: asks it for everything again. */
    public synchronized void again() {
        int place = 0;
        for (var one : all.values()) {
            one.subscriber().again(pause(place++));
        }
    }

    /** Asks for one of them, each time another one: whoever has forgotten us is found out sooner. */
    public synchronized void askNext() {
        if (!all.isEmpty()) {
            turn = (turn + 1) % all.size();
            new ArrayList<>(all.values()).get(turn).subscriber().refresh();
        }
    }

    private synchronized void changed(Optional<User> before, Optional<User> after) {
        if (!running) {
            return;
        }
        var now = after.map(Extensions::of).orElse(List.of());
        before.map(Extensions::of).orElse(List.of()).stream()
                .filter(extension -> !now.contains(extension))
                .forEach(this::leave);
        after.ifPresent(this::watch);
    }

    private static List<Extension> of(User user) {
        return user.extensions().stream()
                .map(number -> new Extension(user.id(), number))
                .toList();
    }

    private void watch(User user) {
        for (var extension : of(user)) {
            if (!all.containsKey(extension)) {
                var watch = watches.apply(extension);
                var subscriber = new Subscriber(agent, what(extension), watch, random);
                watch.by(subscriber);
                all.put(extension, new Watched(subscriber, watch));
                subscriber.start(pause(all.size()));
            }
        }
    }

    private void leave(Extension extension) {
        var gone = all.remove(extension);
        if (gone != null) {
            gone.subscriber().stop();
            gone.watch().ends();
        }
    }

    private Subscriber.What what(Extension extension) {
        return new Subscriber.What(
                pbx.address(extension.number()),
                pbx.uri(),
                pbx.address(pbx.user()),
                events.event(),
                events.accept(),
                pbx.expires(),
                pbx.patience(),
                pbx.login());
    }

    private Duration pause(int place) {
        return Duration.ofMillis((place * 1000L + random.nextInt(1000)) / A_SECOND);
    }
}
