package offhook.directory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the changes of a list that would give an address to two people. */
final class Conflicts {

    private final PhoneBook book;

    Conflicts(PhoneBook book) {
        this.book = book;
    }

    /** Why each of them cannot be; the others can all be together, also where they exchange addresses. */
    Map<UserId, Refusal> among(List<PersonChange> changes) {
        var refused = new HashMap<UserId, Refusal>();
        int before;
        do {
            // Who is refused keeps their addresses, which may refuse another one.
            before = refused.size();
            once(changes, refused);
        } while (refused.size() > before);
        return refused;
    }

    private void once(List<PersonChange> changes, Map<UserId, Refusal> refused) {
        Set<UserId> changing = changes.stream()
                .map(change -> change.user().id())
                .filter(id -> !refused.containsKey(id))
                .collect(Collectors.toSet());
        var taken = new HashMap<String, UserId>();
        for (var change : changes) {
            var id = change.user().id();
            if (changing.contains(id)) {
                conflict(change.user(), changing, taken).ifPresent(refusal -> refused.put(id, refusal));
            }
        }
    }

    private Optional<Refusal> conflict(User user, Set<UserId> changing, Map<String, UserId> taken) {
        var claims = Claims.of(user, book.domain());
        for (String claim : claims) {
            var owner = Optional.ofNullable(taken.get(claim))
                    .or(() -> book.owner(claim).filter(now -> !changing.contains(now)));
            if (owner.isPresent() && !owner.get().equals(user.id())) {
                var name = owner.get().value();
                return refusal(claim + (claim.equals(name) ? " is another person" : " belongs to " + name));
            }
            if (book.isRingGroup(claim)) {
                return refusal(claim + " is a ring group");
            }
        }
        claims.forEach(claim -> taken.put(claim, user.id()));
        return Optional.empty();
    }

    private static Optional<Refusal> refusal(String message) {
        return Optional.of(new Refusal(Refusal.Kind.ADDRESS_TAKEN, message));
    }
}
