package offhook.sip.call;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import offhook.directory.UserId;

/**
 * What an INVITE that begins a call says, once it is known whom it is for.
 *
 * @param dialled the user part of the Request-URI as the caller wrote it
 * @param ringGroup the extension of the ring group behind it
 * @param called our people whose phones it is for, also those whose turn comes later
 * @param divertedFrom our people for whom the call was before somebody sent it on, by Diversion (RFC 5806) or
 *     History-Info (RFC 7044)
 * @param replaces the Call-ID that its Replaces header field names, RFC 3891
 * @param fromPeer it comes from a PBX, which sends calls on under Call-IDs of its own
 */
public record Invite(
        String callId,
        String fromTag,
        Caller caller,
        String dialled,
        Instant arrived,
        Optional<String> ringGroup,
        Set<UserId> called,
        Set<UserId> divertedFrom,
        Optional<String> replaces,
        boolean fromPeer) {

    public Invite {
        // In the order of who rings first.
        called = ordered(called);
        divertedFrom = ordered(divertedFrom);
    }

    private static Set<UserId> ordered(Set<UserId> people) {
        return people.size() < 2 ? Set.copyOf(people) : Collections.unmodifiableSet(new LinkedHashSet<>(people));
    }
}
