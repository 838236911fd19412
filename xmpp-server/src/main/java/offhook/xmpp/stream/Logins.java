package offhook.xmpp.stream;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import offhook.directory.PasswordCheck;
import offhook.directory.User;
import offhook.runtime.work.Cause;
import offhook.xmpp.stream.sasl.Mechanisms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that checks who somebody is: mechanisms, passwords, delays after failures. Safe to share. */
public final class Logins {

    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
    private static final int LONGEST_NAME = 64;

    private final LongAdder failures = new LongAdder();
    private final Mechanisms mechanisms;
    private final PasswordCheck passwords;
    private final Optional<LoginDelays> delays;

    /** @param patience how many failures of one address are not held against it; empty for any number */
    public Logins(Mechanisms mechanisms, PasswordCheck passwords, InstantSource clock, OptionalInt patience) {
        this.mechanisms = mechanisms;
        this.passwords = passwords;
        this.delays = patience.stream()
                .mapToObj(failures -> new LoginDelays(clock, failures))
                .findFirst();
    }

    Mechanisms mechanisms() {
        return mechanisms;
    }

    CompletionStage<Optional<User>> check(String name, String password) {
        return passwords.check(name, password);
    }

    /** Somebody tries: how long the answer has to wait. */
    Duration attempt(String name, InetAddress address) {
        return delays.map(d -> d.attempt(name, address)).orElse(Duration.ZERO);
    }

    void succeeded(String name, InetAddress address) {
        delays.ifPresent(d -> d.succeeded(name, address));
    }

    /** Wrong names or passwords. */
    public long failures() {
        return failures.sum();
    }

    /** Whether more has failed from there than may. */
    boolean isOver(InetAddress address) {
        return delays.filter(d -> d.isOver(address)).isPresent();
    }

    /** One line for whoever watches the log for guessers. */
    void failed(String name, InetAddress address, String how) {
        failures.increment();
        LOG.warn("login failed service=xmpp user={} address={} by={}", printable(name), address.getHostAddress(), how);
    }

    /** Nothing but too many logins at once may have made a check fail. */
    static void expectTooBusy(Throwable failure) {
        var cause = Cause.of(failure);
        if (!(cause instanceof RejectedExecutionException)) {
            throw new CompletionException(cause);
        }
    }

    /** The name came from the network: no line break and no forged field may get into the log. */
    private static String printable(String name) {
        String plain = name.replaceAll("[^\\x21-\\x7E]", "?");
        if (plain.isEmpty()) {
            return "-";
        }
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
    }
}
