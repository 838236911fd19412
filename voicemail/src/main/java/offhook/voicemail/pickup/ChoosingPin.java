package offhook.voicemail.pickup;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A new PIN, twice. */
final class ChoosingPin implements Menu {

    private static final int TRIES = 3;

    private final Pickup pickup;
    private final Consumer<String> then;
    private final Digits digits = new Digits();
    private Optional<String> first = Optional.empty();
    private int refused;

    /** @param then what follows when they have it, and what is said before */
    ChoosingPin(Pickup pickup, Consumer<String> then) {
        this.pickup = pickup;
        this.then = then;
    }

    @Override
    public List<String> prompt() {
        return List.of(first.isEmpty() ? "new-pin" : "again-pin");
    }

    @Override
    public void key(char key) {
        if (digits.isEndedBy(key)) {
            entered(digits.take());
        }
    }

    @Override
    public boolean silent() {
        if (digits.isEmpty()) {
            return false;
        }
        entered(digits.take());
        return true;
    }

    private void entered(String pin) {
        if (first.isPresent()) {
            compare(pin);
        } else if (pickup.to().mayBePin(pin)) {
            first = Optional.of(pin);
            pickup.enter(this);
        } else {
            again("pin-refused");
        }
    }

    private void compare(String second) {
        if (!first.get().equals(second)) {
            first = Optional.empty();
            again("pin-differs");
            return;
        }
        pickup.<Boolean>work(done -> pickup.to().keepPin(second, done), kept -> then.accept("pin-kept"));
    }

    private void again(String why) {
        refused++;
        if (refused < TRIES) {
            pickup.enter(this, why);
        } else {
            pickup.leave(why);
        }
    }
}
