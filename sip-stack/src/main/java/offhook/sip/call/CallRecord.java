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
 * @param dialled the user part of the URI that was called first: a number or a name, as the caller wrote it
 * @param arrived when the INVITE reached us
 * @param ended when its last leg was over
 * @param ringGroup the extension of the ring group that was dialled
 * @param answeredBy the first of our people who picked up; empty if nobody did, or somebody whom we do not know
 * @param legs one for each of our people whom it was for, in no order
 */
public record CallRecord(
        String id,
        String fromTag,
        Caller caller,
        String dialled,
        Instant arrived,
        Instant ended,
        Optional<String> ringGroup,
        Optional<UserId> answeredBy,
        List<LegRecord> legs) {

    public CallRecord {
        legs = List.copyOf(legs);
    }

    /** The same with other legs. */
    CallRecord with(List<LegRecord> others) {
        return new CallRecord(id, fromTag, caller, dialled, arrived, ended, ringGroup, answeredBy, others);
    }

    /**
     * How it went for one person.
     *
     * @param rang how long their phones rang; zero if none did
     */
    public record LegRecord(UserId user, Outcome outcome, Duration rang) {}
}
