package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import offhook.directory.UserId;

/** The legs of one call: of our people who are called, and of the one who calls if that is one of them. */
final class Legs {

    private final Optional<UserId> caller;
    private final Map<UserId, Leg> called = new LinkedHashMap<>();
    private Optional<Leg> calling;

    Legs(Optional<UserId> caller) {
        this.caller = caller;
        calling = caller.map(user -> new Leg.Dialing());
    }

    /** An INVITE goes out: to people who are new here, and once more to others. */
    void tries(Invite invite, Instant at) {
        calling = calling.map(leg -> leg instanceof Leg.Over ? new Leg.Dialing() : leg);
        called.replaceAll((who, leg) -> invite.called().contains(who) ? leg.tries(at) : leg);
        invite.called().forEach(user -> called.putIfAbsent(user, new Leg.Trying(Optional.empty())));
        invite.divertedFrom().forEach(user -> called.putIfAbsent(user, new Leg.Diverted(Optional.empty())));
    }

    void resume(CallRow row, Leg answered, Leg cut) {
        row.legs().forEach(leg -> called.put(leg.user(), leg.resume(answered)));
        calling = calling.map(leg -> row.answered().isPresent() ? answered : cut);
    }

    void all(UnaryOperator<Leg> signal) {
        called.replaceAll((who, leg) -> signal.apply(leg));
        calling(signal);
    }

    void calling(UnaryOperator<Leg> signal) {
        calling = calling.map(signal);
    }

    void called(UserId user, UnaryOperator<Leg> signal) {
        called.computeIfPresent(user, (who, leg) -> signal.apply(leg));
    }

    /** Somebody does not exist any more: what their phones still do is nobody's. */
    void forget(UserId user) {
        called.remove(user);
        if (caller.equals(Optional.of(user))) {
            calling = calling.map(leg -> new Leg.Over(Outcome.IGNORED, Duration.ZERO));
        }
    }

    Map<UserId, Leg> called() {
        return called;
    }

    /** The leg of the one who calls, if that is this person. */
    Optional<Leg> calling(UserId user) {
        return calling.filter(leg -> caller.equals(Optional.of(user)));
    }

    boolean isOver() {
        for (var leg : called.values()) {
            if (!(leg instanceof Leg.Over)) {
                return false;
            }
        }
        return calling.isEmpty() || calling.get() instanceof Leg.Over;
    }

    PhoneStatus phone(UserId user) {
        var busiest = called.containsKey(user) ? called.get(user).phone() : PhoneStatus.IDLE;
        if (calling.isPresent() && caller.get().equals(user)) {
            var phone = calling.get().phone();
            return phone.compareTo(busiest) > 0 ? phone : busiest;
        }
        return busiest;
    }

    /** Everybody who has one. */
    Collection<UserId> users() {
        if (caller.isEmpty()) {
            return called.keySet();
        }
        var users = new LinkedHashSet<>(called.keySet());
        users.add(caller.get());
        return users;
    }
}
