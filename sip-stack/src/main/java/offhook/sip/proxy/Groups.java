package offhook.sip.proxy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import offhook.directory.UserId;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;

/**
 * The destinations of a fork that are still to be tried: group after group, and no more at the same time than Max-Breadth
 * allows (RFC 5393 §5.3.3). Belongs to its fork.
 */
final class Groups {

    private static final int MAX_BREADTH = 60;

    private final int breadth; // how many ways the request may be forwarded at the same time
    private final Queue<List<Destination>> later = new ArrayDeque<>();
    private int current;

    Groups(SipRequest request, List<List<Destination>> stages) {
        int asked = request.number(HeaderName.MAX_BREADTH, Integer.MAX_VALUE).orElse(MAX_BREADTH);
        breadth = Math.max(1, Math.min(asked, MAX_BREADTH));
        stages.forEach(this::add);
    }

    /** Who may not be tried together is tried one after the other. */
    private void add(List<Destination> group) {
        for (int from = 0; from < group.size(); from += breadth) {
            later.add(group.subList(from, Math.min(from + breadth, group.size())));
        }
    }

    boolean isEmpty() {
        return later.isEmpty();
    }

    /** The number of the group that was begun last. */
    int current() {
        return current;
    }

    /**
     * Begins the next group, unless too many are still being asked: then a final response of theirs makes room.
     *
     * @param asked all branches until now
     * @return the branches to it; empty if there is no room
     */
    List<Branch> next(Collection<Branch> asked) {
        int free = breadth;
        for (var branch : asked) {
            free -= branch.done ? 0 : branch.breadth;
        }
        if (free < later.element().size()) {
            return List.of();
        }
        current++;
        int waiting = 0;
        for (var group : later) {
            waiting += group.size();
        }
        int share = Math.max(1, free / waiting);
        var begun = new ArrayList<Branch>(later.element().size());
        for (var to : later.remove()) {
            begun.add(new Branch(to, current, share));
        }
        return begun;
    }

    boolean has(UserId user) {
        return later.stream().flatMap(List::stream).anyMatch(to -> to.isOf(user));
    }

    void drop(UserId user) {
        var rest = new ArrayList<List<Destination>>();
        later.forEach(
                group -> rest.add(group.stream().filter(to -> !to.isOf(user)).toList()));
        later.clear();
        rest.stream().filter(group -> !group.isEmpty()).forEach(later::add);
    }

    void clear() {
        later.clear();
    }
}
