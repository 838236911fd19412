package offhook.sip.proxy;

import java.util.ArrayList;
import java.util.List;
import offhook.directory.RingGroup;
import offhook.directory.UserId;
import offhook.sip.message.Uri;

/** The phones of everybody in a ring group: all at once, or one member after the other. Safe to share. */
final class RingGroupMembers implements Step {

    private final PhoneLines lines;

    RingGroupMembers(PhoneLines lines) {
        this.lines = lines;
    }

    @Override
    public boolean take(Walk walk) {
        if (walk.callee.isPresent() && walk.callee.get() instanceof RingGroup group) {
            walk.stages = group.strategy() == RingGroup.Strategy.SERIAL
                    ? inTurn(group.members(), walk.request().uri())
                    : together(group.members(), walk.request().uri());
        }
        return true;
    }

    private List<List<Destination>> inTurn(List<UserId> members, Uri dialled) {
        return members.stream()
                .flatMap(member -> lines.of(member, dialled).stream())
                .toList();
    }

    /** Everybody's favourite phones first, then everybody's second choice. */
    private List<List<Destination>> together(List<UserId> members, Uri dialled) {
        var stages = new ArrayList<List<Destination>>();
        for (var member : members) {
            var theirs = lines.of(member, dialled);
            for (int i = 0; i < theirs.size(); i++) {
                if (i == stages.size()) {
                    stages.add(new ArrayList<>());
                }
                stages.get(i).addAll(theirs.get(i));
            }
        }
        return stages;
    }
}
