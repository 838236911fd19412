package offhook.directory;

import java.util.List;
import java.util.Optional;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [[ring_group]] */
@Doc("Several people behind one number.")
public record RingGroupConfig(
        @Doc("The number that is dialled.") String extension,
        @Doc("User names, in the order in which they ring.") List<String> members,
        @Doc("Whether all phones ring at once, or one person's after the other's.") @Default("all")
                RingGroup.Strategy strategy,
        @Doc("The user name of whoever has in their voicemail what callers say when nobody answers; empty for nobody.")
                @Default("")
                String voicemail) {

    public RingGroupConfig {
        try {
            User.requireExtension(extension);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("extension: expected digits, * and #", e);
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("members: expected at least one user name");
        }
        members.forEach(member -> requireUser("members: expected user names", member));
        if (!voicemail.isEmpty()) {
            requireUser("voicemail: expected a user name", voicemail);
        }
    }

    private static void requireUser(String expected, String name) {
        try {
            UserId.of(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expected + ", but " + e.getMessage(), e);
        }
    }

    public RingGroup ringGroup() {
        return new RingGroup(
                extension,
                members.stream().map(UserId::of).toList(),
                strategy,
                Optional.of(voicemail).filter(name -> !name.isEmpty()).map(UserId::of));
    }
}
