package offhook.directory;

import java.util.List;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [[ring_group]] */
@Doc("Several people behind one number.")
public record RingGroupConfig(
        @Doc("The number that is dialled.") String extension,
        @Doc("User names, in the order in which they ring.") List<String> members,
        @Doc("Whether all phones ring at once, or one person's after the other's.") @Default("all")
                RingGroup.Strategy strategy) {

    public RingGroupConfig {
        try {
            User.requireExtension(extension);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("extension: expected digits, * and #", e);
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("members: expected at least one user name");
        }
        for (String member : members) {
            try {
                UserId.of(member);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("members: expected user names, but " + e.getMessage(), e);
            }
        }
    }

    public RingGroup ringGroup() {
        return new RingGroup(extension, members.stream().map(UserId::of).toList(), strategy);
    }
}
