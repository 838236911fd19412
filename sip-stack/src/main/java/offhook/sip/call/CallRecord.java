package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;

/**
 * A logical call that is over and settled: all forks and legs of it.
 *
 * @param id the Call-ID of its first INVITE; with the From tag it is the durable key of everything that follows from it
 * @param arrived when the INVITE reached us
 * @param ringGroup the extension of the ring group that was dialled
 * @param legs one for each of our people whom it was for
 */
public record CallRecord(
        String id, String fromTag, Caller caller, Instant arrived, Optional<String> ringGroup, List<LegRecord> legs) {

    public CallRecord {
        legs = List.copyOf(legs);
    }

    /**
     * How it went for one person.
     *
     * @param rang how long their phones rang; zero if none did
     */
    public record LegRecord(UserId user, Outcome outcome, Duration rang) {}
}
