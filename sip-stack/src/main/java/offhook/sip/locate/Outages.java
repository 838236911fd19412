package offhook.sip.locate;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Target;

/** Servers that did not answer of late: they are tried last for a while (RFC 3263 §4.3). Safe to share. */
public final class Outages {

    private static final int REMEMBERED = 1000;
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private record Server(Protocol protocol, InetSocketAddress address) {}

    private final InstantSource clock;
    private final Map<Server, Instant> until = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Server, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Outages(InstantSource clock) {
        this.clock = clock;
    }

    /** It gave no sign of life. */
    public void failed(Target target) {
        failed(target, USUAL);
    }

    /** It said when to come back (RFC 3261 §21.5.4); nobody is believed who wants to be left alone for long. */
    public void failed(Target target, Duration retryAfter) {
        var lasts = retryAfter.compareTo(LONGEST) > 0 ? LONGEST : retryAfter;
        synchronized (until) {
            until.put(server(target), clock.instant().plus(lasts));
        }
    }

    /** The same targets, those that failed of late at the end. */
    List<Target> last(List<Target> targets) {
        var now = clock.instant();
        var well = new ArrayList<Target>();
        var failed = new ArrayList<Target>();
        synchronized (until) {
            for (var target : targets) {
                var end = until.get(server(target));
                (end != null && now.isBefore(end) ? failed : well).add(target);
            }
        }
        well.addAll(failed);
        return well;
    }

    private static Server server(Target target) {
        return new Server(target.protocol(), target.address());
    }
}
