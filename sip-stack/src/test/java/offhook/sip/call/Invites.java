package offhook.sip.call;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.UserId;

/** INVITEs to test with, and what is added to them: {@code fromPeer(invite("1", …))}. */
public final class Invites {

    private Invites() {}

    /** A call from a phone to these people, in nobody's stead. */
    public static Invite invite(
            String callId, String fromTag, Caller caller, String dialled, Instant arrived, UserId... called) {
        return new Invite(
                callId,
                fromTag,
                caller,
                dialled,
                arrived,
                Optional.empty(),
                new LinkedHashSet<>(List.of(called)),
                Set.of(),
                Optional.empty(),
                false);
    }

    /** The caller dialled the extension of a ring group instead. */
    public static Invite group(Invite one, String extension) {
        return like(one, extension, Optional.of(extension), one.divertedFrom(), one.replaces(), one.fromPeer());
    }

    /** It was for this person before somebody sent it on. */
    static Invite divertedFrom(Invite one, UserId user) {
        return like(one, one.dialled(), one.ringGroup(), Set.of(user), one.replaces(), one.fromPeer());
    }

    /** RFC 3891: it takes the place of the call with this Call-ID. */
    static Invite replacing(Invite one, String callId) {
        return like(one, one.dialled(), one.ringGroup(), one.divertedFrom(), Optional.of(callId), one.fromPeer());
    }

    /** A PBX has sent it. */
    public static Invite fromPeer(Invite one) {
        return like(one, one.dialled(), one.ringGroup(), one.divertedFrom(), one.replaces(), true);
    }

    private static Invite like(
            Invite one,
            String dialled,
            Optional<String> ringGroup,
            Set<UserId> divertedFrom,
            Optional<String> replaces,
            boolean fromPeer) {
        return new Invite(
                one.callId(),
                one.fromTag(),
                one.caller(),
                dialled,
                one.arrived(),
                ringGroup,
                one.called(),
                divertedFrom,
                replaces,
                fromPeer);
    }
}
