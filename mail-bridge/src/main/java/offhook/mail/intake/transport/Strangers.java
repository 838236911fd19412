package offhook.mail.intake.transport;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import offhook.runtime.config.Cidr;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells clients from strangers, and logs a line of strangers once a minute. Safe to share. */
final class Strangers {

    private static final Logger log = LoggerFactory.getLogger(Strangers.class);

    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final List<Cidr> clients;
    private final InstantSource clock;
    private Instant told = Instant.MIN; // guarded by this, as is the count
    private int untold;

    Strangers(List<Cidr> clients, InstantSource clock) {
        this.clients = List.copyOf(clients);
        this.clock = clock;
    }

    boolean isOne(InetAddress address) {
        if (clients.stream().anyMatch(network -> network.contains(address))) {
            return false;
        }
        tell(address);
        return true;
    }

    private synchronized void tell(InetAddress address) {
        var now = clock.instant();
        if (now.isBefore(told.plus(BETWEEN_LINES))) {
            untold++;
            return;
        }
        log.warn(
                "mail intake: {} is none of [mail.intake] clients and is turned away; {} others since the last line",
                address.getHostAddress(),
                untold);
        told = now;
        untold = 0;
    }
}
