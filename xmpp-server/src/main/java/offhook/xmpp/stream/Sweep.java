package offhook.xmpp.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import offhook.runtime.work.Loop;

/** One timer for all streams of a loop, so that an idle stream holds none. Belongs to the loop. */
final class Sweep {

    static final Duration EVERY = Duration.ofSeconds(10);

    private final Loop loop;
    private final Set<ClientStream> streams = new HashSet<>();
    private boolean ticking;

    Sweep(Loop loop) {
        this.loop = loop;
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
    }

    private void run() {
        new ArrayList<>(streams).forEach(ClientStream::sweep);
        ticking = !streams.isEmpty();
        if (ticking) {
            loop.after(EVERY, this::run);
        }
    }
}
