package offhook.xmpp.stream;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import offhook.runtime.work.Loop;

/**
 * The streams of a loop: one timer for all, so that an idle stream holds none, and one for those on which something comes
 * in, so that many who log in one after the other do not all hold a parser for long. Belongs to the loop, but who is there
 * can be read on any thread.
 */
final class Sweep {

    static final Duration EVERY = Duration.ofSeconds(10);
    static final Duration REST = Duration.ofSeconds(2);

    private final Loop loop;
    private final Set<ClientStream> streams = ConcurrentHashMap.newKeySet();
    private final Set<ClientStream> awake = new HashSet<>();
    private boolean ticking;
    private boolean looking;

    Sweep(Loop loop) {
        this.loop = loop;
    }

    /** Those that are open. */
    Set<ClientStream> streams() {
        return streams;
    }

    void add(ClientStream stream) {
        streams.add(stream);
        if (!ticking) {
            ticking = true;
            loop.after(EVERY, this::run);
        }
    }

    void remove(ClientStream stream) {
        streams.remove(stream);
        awake.remove(stream); // who comes and goes is garbage at once
    }

    /** Something came in on a stream that was quiet. */
    void wake(ClientStream stream) {
        awake.add(stream);
        look();
    }

    private void look() {
        if (!looking && !awake.isEmpty()) {
            looking = true;
            loop.after(REST, () -> {
                looking = false;
                awake.removeIf(ClientStream::rests);
                look();
            });
        }
    }

    private void run() {
        streams.forEach(ClientStream::sweep);
        ticking = !streams.isEmpty();
        if (ticking) {
            loop.after(EVERY, this::run);
        }
    }
}
