package offhook.sip.guard;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import offhook.sip.message.Host;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Addresses that nothing is taken from for a while, because somebody there keeps guessing passwords. Safe to share. */
public final class Bans {

    private static final Logger LOG = LoggerFactory.getLogger("offhook.login");

    private static final int GUESSES = 20;
    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final Duration LASTS = Duration.ofMinutes(10);

    /** When there are more, the oldest are let go: the list must not become what fills the memory. */
    private static final int MOST = 10_000;

    private record Guesses(int count, Instant since) {}

    private final InstantSource clock;
    private final Map<InetAddress, Instant> banned = new ConcurrentHashMap<>();
    private final Map<InetAddress, Guesses> guesses = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Guesses> eldest) {
            return size() > MOST;
        }
    };

    public Bans(InstantSource clock) {
        this.clock = clock;
    }

    /** How many addresses there are. */
    public int size() {
        return banned.size();
    }

    public boolean isBanned(InetAddress address) {
        var until = banned.get(address);
        if (until == null) {
            return false;
        }
        if (clock.instant().isBefore(until)) {
            return true;
        }
        banned.remove(address, until);
        return false;
    }

    /** A wrong name or password from an address that is certainly the sender's: nobody shall have another one banned. */
    public synchronized void guessed(InetAddress address) {
        var now = clock.instant();
        var before = guesses.get(address);
        boolean isFresh = before == null || before.since.plus(WITHIN).isBefore(now);
        var all = isFresh ? new Guesses(1, now) : new Guesses(before.count + 1, before.since);
        guesses.put(address, all);
        if (all.count >= GUESSES) {
            guesses.remove(address);
            ban(address, now.plus(LASTS), all.count);
        }
    }

    private void ban(InetAddress address, Instant until, int count) {
        if (banned.size() >= MOST) {
            banned.values().removeIf(end -> end.isBefore(clock.instant()));
        }
        if (banned.size() < MOST) {
            banned.put(address, until);
            LOG.warn(
                    "address banned service=sip address={} minutes={} guesses={}",
                    Host.of(address),
                    LASTS.toMinutes(),
                    count);
        }
    }
}
