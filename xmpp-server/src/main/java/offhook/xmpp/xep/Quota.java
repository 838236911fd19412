package offhook.xmpp.xep;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each address may do something in an hour. Remembers a bounded number of addresses. Safe to share. */
public final class Quota {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 10_000;

    private record Spent(Instant since, int times) {}

    private final InstantSource clock;
    private final int perHour;

    private final Map<InetAddress, Spent> spent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Spent> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    public Quota(InstantSource clock, int perHour) {
        this.clock = clock;
        this.perHour = perHour;
    }

    /** Once more; false if that is too often. */
    public synchronized boolean take(InetAddress address) {
        var now = clock.instant();
        var before = spent.get(address);
        boolean old = before == null || !before.since.plus(HOUR).isAfter(now);
        var after = old ? new Spent(now, 1) : new Spent(before.since, before.times + 1);
        spent.put(address, after);
        return after.times <= perHour;
    }
}
