package offhook.sip.call;

import static offhook.sip.call.TrackedWorld.JULIET;
import static offhook.sip.call.TrackedWorld.stranger;

import java.util.Optional;
import offhook.directory.UserId;

/** A tracker and what it tells. */
abstract class TrackedScene {

    final TrackedWorld world = new TrackedWorld();

    Call ringing(String callId) {
        var call = world.tracker.begin(world.invite(callId, stranger("15550123"), JULIET));
        call.rings(JULIET);
        world.time.passSeconds(7);
        return call;
    }

    static Optional<UserId> by(UserId user) {
        return Optional.of(user);
    }
}
