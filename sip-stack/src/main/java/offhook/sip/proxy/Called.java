package offhook.sip.proxy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import offhook.directory.UserId;

/** Our people whose phones a request goes to: how many are still awaited of each, and the best they have said. Belongs to its fork. */
final class Called {

    private final Map<UserId, Phones> people = new LinkedHashMap<>();

    private static final class Phones {
        private int left;
        private final BestResponse best = new BestResponse();
    }

    Called(Iterable<List<Destination>> groups) {
        groups.forEach(group -> group.forEach(
                to -> to.user().ifPresent(user -> people.computeIfAbsent(user, who -> new Phones()).left++)));
    }

    Set<UserId> people() {
        return people.keySet();
    }

    /** Whether what one of them says is said for all. */
    boolean isOne() {
        return people.size() <= 1;
    }

    /**
     * One of a person's phones has come to its end.
     *
     * @param status 0 if it says nothing
     * @return the best of what they said, where this was the last one
     */
    OptionalInt ended(UserId user, int status) {
        var phones = people.get(user);
        if (status != 0) {
            phones.best.add(status);
        }
        phones.left--;
        return phones.left == 0 ? phones.best.status() : OptionalInt.empty();
    }

    /** Only so many are awaited of a person now; true if that is none. */
    boolean awaits(UserId user, int left) {
        people.get(user).left = left;
        return left == 0;
    }
}
