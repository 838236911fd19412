package offhook.voicemail.pickup;

import java.util.List;
import offhook.voicemail.pin.Verdict;

/** Who are you? */
final class AskingPin implements Menu {

    /** In one call. */
    static final int TRIES = 3;

    private final Pickup pickup;
    private final Digits digits = new Digits();
    private int wrong;

    AskingPin(Pickup pickup) {
        this.pickup = pickup;
    }

    @Override
    public List<String> prompt() {
        return List.of("enter-pin");
    }

    @Override
    public void key(char key) {
        boolean isEnd = digits.isEndedBy(key);
        if (isEnd && digits.isEmpty()) {
            pickup.enter(this);
        } else if (isEnd) {
            check();
        }
    }

    @Override
    public boolean silent() {
        if (digits.isEmpty()) {
            return false;
        }
        check();
        return true;
    }

    private void check() {
        var pin = digits.take();
        pickup.<Verdict>work(then -> pickup.to().check(pin, then), this::judged);
    }

    private void judged(Verdict verdict) {
        switch (verdict) {
            case RIGHT -> pickup.open();
            case LOCKED -> pickup.leave("locked");
            case WRONG -> {
                wrong++;
                if (wrong < TRIES) {
                    pickup.enter(this, "wrong-pin");
                } else {
                    pickup.leave("wrong-pin");
                }
            }
        }
    }
}
