package offhook.sip.transport;

import java.time.Duration;

/**
 * How long and how much a connection may ask for.
 *
 * @param connect how long a peer may take to accept one
 * @param first how long a new one may say nothing complete
 * @param message how long a message may take to arrive
 * @param idle how long nothing may pass; above any refresh of a registration, since a phone is reached through it
 * @param stalled how long a peer may read nothing of what waits for it
 * @param waiting bytes that may wait for a peer; above that it is cut off
 * @param connections all of them
 * @param perAddress of one IP address
 */
public record StreamLimits(
        Duration connect,
        Duration first,
        Duration message,
        Duration idle,
        Duration stalled,
        int waiting,
        int connections,
        int perAddress) {

    public static final StreamLimits DEFAULT = new StreamLimits(
            Duration.ofSeconds(4),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofHours(2),
            Duration.ofSeconds(60),
            1024 * 1024,
            20_000,
            1_000);
}
