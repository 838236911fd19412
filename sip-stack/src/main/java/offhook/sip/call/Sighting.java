package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;

/**
 * A call of a person, as one source knows it: the same call seen by two sources counts once.
 *
 * @param callId where it is told; a PBX has another one for each of its legs, so that different ones say nothing
 * @param other who is at the other side
 */
record Sighting(UserId user, Optional<String> callId, Caller other, Instant since) {

    private static final Duration TOGETHER = Duration.ofSeconds(3);

    static Sighting of(UserId user, Invite invite) {
        return new Sighting(user, Optional.of(invite.callId()), invite.caller(), invite.arrived());
    }

    /** The same Call-ID; else the same person, the same number at the other side, and a start within three seconds. */
    boolean isSame(Sighting seen) {
        return user.equals(seen.user)
                && ((callId.isPresent() && callId.equals(seen.callId))
                        || (other.isSame(seen.other)
                                && Duration.between(since, seen.since).abs().compareTo(TOGETHER) <= 0));
    }
}
