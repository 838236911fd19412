package offhook.directory;

import java.util.List;
import java.util.Optional;

/**
 * Several people behind one number.
 *
 * @param extension the number that is dialled
 * @param members in the order of the configuration
 * @param voicemail whose voicemail takes the calls that no member does; empty if nobody's
 */
public record RingGroup(String extension, List<UserId> members, Strategy strategy, Optional<UserId> voicemail)
        implements Callee {

    public RingGroup {
        members = List.copyOf(members);
    }

    public RingGroup(String extension, List<UserId> members, Strategy strategy) {
        this(extension, members, strategy, Optional.empty());
    }

    /** The same with fewer members. */
    public RingGroup withMembers(List<UserId> others) {
        return new RingGroup(extension, others, strategy, voicemail);
    }

    /** How the members' phones ring: all at once, or one after the other. */
    public enum Strategy {
        ALL,
        SERIAL
    }
}
