package offhook.directory;

import java.util.List;

/**
 * Several people behind one number.
 *
 * @param extension the number that is dialled
 * @param members in the order of the configuration
 */
public record RingGroup(String extension, List<UserId> members, Strategy strategy) implements Callee {

    public RingGroup {
        members = List.copyOf(members);
    }

    /** How the members' phones ring: all at once, or one after the other. */
    public enum Strategy {
        ALL,
        SERIAL
    }
}
