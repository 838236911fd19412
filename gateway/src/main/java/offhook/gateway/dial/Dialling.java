package offhook.gateway.dial;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.sip.control.CallControl;
import offhook.sip.control.ControlListener;
import offhook.sip.control.ControlledCall;
import offhook.sip.control.Ending;
import offhook.sip.control.Order;
import offhook.sip.control.Patience;
import offhook.sip.control.Stage;

/** Calls that people have begun in chat, and what they are told of them. Safe to share. */
final class Dialling {

    private final DialConfig config;
    private final Supplier<CallControl> phones;
    private final Paces paces;
    private final Map<UserId, Current> open = new ConcurrentHashMap<>();

    /** @param phones is there when the first call is asked for */
    Dialling(DialConfig config, Supplier<CallControl> phones, InstantSource clock) {
        this.config = config;
        this.phones = phones;
        paces = new Paces(clock, config.perMinute());
    }

    /** The last call of a person. */
    private static final class Current {
        private final Dialled to;
        private volatile boolean talking;
        private volatile ControlledCall call;

        Current(Dialled to) {
            this.to = to;
        }
    }

    /**
     * Rings the person's own phone, and then the other one's.
     *
     * @param tell takes lines for the person, on any thread
     * @param also hears of the call besides
     * @return ends it
     * @throws CannotCall if it is not even tried
     */
    Runnable call(User person, Dialled to, Consumer<String> tell, ControlListener also) {
        if (person.aors().isEmpty()) {
            throw new CannotCall("refused.address");
        }
        if (!paces.take(person.id())) {
            throw new CannotCall("refused.often");
        }
        var begun = open.compute(person.id(), (id, before) -> {
            if (before != null && !before.talking) {
                throw new CannotCall("refused.busy", before.to.shown());
            }
            var current = new Current(to);
            var patience = new Patience(config.pickUp(), config.answer(), config.autoAnswer());
            current.call = phones.get()
                    .call(new Order(person, to.uri(), to.shown()), patience, new Told(person, current, tell, also));
            return current;
        });
        return () -> begun.call.giveUp();
    }

    /** Ends what the person has begun last; whom they were calling, or nothing if there is no call. */
    Optional<String> hangUp(UserId person) {
        var current = Optional.ofNullable(open.get(person));
        current.ifPresent(it -> it.call.giveUp());
        return current.map(it -> it.to.shown());
    }

    /** Somebody is removed. */
    void forget(UserId person) {
        hangUp(person);
        paces.forget(person);
    }

    private final class Told implements ControlListener {

        private final User person;
        private final Current current;
        private final Consumer<String> tell;
        private final ControlListener also;

        Told(User person, Current current, Consumer<String> tell, ControlListener also) {
            this.person = person;
            this.current = current;
            this.tell = tell;
            this.also = also;
        }

        @Override
        public void reached(Stage stage) {
            current.talking = stage == Stage.TALKING;
            also.reached(stage);
            var words = new DialWords(person);
            switch (stage) {
                case CALLING -> tell.accept(words.get("calling", current.to.shown()));
                case RINGING -> tell.accept(words.get("ringing", current.to.shown()));
                case OWN_PHONE_RINGS, TALKING -> {} // they hear that
            }
        }

        @Override
        public void ended(Ending why) {
            open.remove(person.id(), current);
            also.ended(why);
            switch (why) {
                case HUNG_UP, GIVEN_UP -> {} // it was they, or they hear it
                default -> tell.accept(new DialWords(person).get("ended." + why, current.to.shown()));
            }
        }
    }
}
