package offhook.xmpp.stream;

import java.time.Duration;
import offhook.xmpp.xml.Limits;

/**
 * How client streams are to behave.
 *
 * @param legacyAuth whether jabber:iq:auth (XEP-0078) is offered
 * @param beforeLogin limits for the unknown
 * @param afterLogin limits for users
 * @param loginWithin how long a connection may live without a bound resource
 * @param closeWithin how long the client may take to close its side after we closed ours
 * @param stalledFor how long a client may take nothing of what is waiting for it
 * @param unsentBytes how much may wait for a client
 * @param keepAlive after how much silence of ours a space is sent
 * @param resumeWithin how long the session of a broken connection waits for its client; zero for not at all
 * @param strangersPerAddress how many connections without a bound resource may come from one address
 */
public record StreamConfig(
        Tls tls,
        boolean legacyAuth,
        Limits beforeLogin,
        Limits afterLogin,
        Duration loginWithin,
        Duration closeWithin,
        Duration stalledFor,
        int unsentBytes,
        Duration keepAlive,
        Duration resumeWithin,
        int strangersPerAddress) {

    /** Whether a client must use TLS before it logs in. */
    public enum Tls {
        REQUIRED,
        OPTIONAL
    }

    /** What holds unless the administrator says otherwise. */
    public static final StreamConfig DEFAULT = new StreamConfig(
            Tls.REQUIRED,
            false,
            Limits.BEFORE_LOGIN,
            Limits.AFTER_LOGIN,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            4 * 1024 * 1024,
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            100);
}
