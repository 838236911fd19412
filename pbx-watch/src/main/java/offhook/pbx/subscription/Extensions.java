package offhook.pbx.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;

/** Something that is kept up for each extension of our people, as the directory has them now. Safe to share. */
public final class Extensions {

    /** So many begin in a second: a PBX that has just come up has other things to do as well. */
    private static final int A_SECOND = 20;

    private final Directory directory;
    private final Function<Extension, Kept> keeps;
    private final RandomGenerator random;
    private final Map<Extension, Kept> all = new LinkedHashMap<>();
    private boolean running;
    private int turn;

    /** A number of somebody of ours. */
    public record Extension(UserId user, String number) {}

    /** What is kept up for one of them. */
    public interface Kept {

        /** Begins, once, after this pause. */
        void start(Duration in);

        /** The PBX may have forgotten it: renews it, after this pause at the latest. */
        void again(Duration in);

        /** Finds out whether the PBX still knows of it. */
        void ask();

        /** Ends it; completes when the PBX knows that, or will not. */
        CompletionStage<Void> stop();

        /** The extension is nobody's any more: what it told is void. */
        void ends();
    }

    /**
     * @param keeps makes what is kept up for an extension
     * @param random spreads what would come all at once
     */
    public Extensions(Directory directory, Function<Extension, Kept> keeps, RandomGenerator random) {
        this.directory = directory;
        this.keeps = keeps;
        this.random = random;
    }

    /** Begins, and follows the directory from now on. */
    public void start() {
        directory.listen(this::changed);
        synchronized (this) {
            running = true;
            directory.users().forEach(this::keep);
        }
    }

    /** Completes when the PBX knows of the end of all of them, or will not. */
    public synchronized CompletionStage<Void> stop() {
        running = false;
        var ends = all.values().stream()
                .map(kept -> kept.stop().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        all.clear();
        return CompletableFuture.allOf(ends);
    }

    /** How many there are. */
    public synchronized int size() {
        return all.size();
    }

    /** The PBX may have forgotten us: asks it for everything again. */
    public synchronized void again() {
        int place = 0;
        for (var one : all.values()) {
            one.again(pause(place++));
        }
    }

    /** Asks for one of them, each time another one: whoever has forgotten us is found out sooner. */
    public synchronized void askNext() {
        if (!all.isEmpty()) {
            turn = (turn + 1) % all.size();
            new ArrayList<>(all.values()).get(turn).ask();
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
        after.ifPresent(this::keep);
    }

    private static List<Extension> of(User user) {
        return user.extensions().stream()
                .map(number -> new Extension(user.id(), number))
                .toList();
    }

    private void keep(User user) {
        for (var extension : of(user)) {
            if (!all.containsKey(extension)) {
                var kept = keeps.apply(extension);
                all.put(extension, kept);
                kept.start(pause(all.size()));
            }
        }
    }

    private void leave(Extension extension) {
        var gone = all.remove(extension);
        if (gone != null) {
            gone.stop();
            gone.ends();
        }
    }

    private Duration pause(int place) {
        return Duration.ofMillis((place * 1000L + random.nextInt(1000)) / A_SECOND);
    }
}
