package offhook.voicemail.pickup;

import java.util.List;

/** They have recorded a greeting, which nobody hears before they say so. */
final class CheckingGreeting implements Menu {

    private final Pickup pickup;
    private final Menu back;

    CheckingGreeting(Pickup pickup, Menu back) {
        this.pickup = pickup;
        this.back = back;
    }

    @Override
    public List<String> prompt() {
        return List.of("greeting-check");
    }

    @Override
    public void key(char key) {
        switch (key) {
            case '1' -> pickup.<Boolean>work(pickup.to()::keepTake, done -> pickup.enter(back, "greeting-kept"));
            case '2' -> pickup.enter(new Listening(pickup, pickup.to()::playTake, this));
            case '3' -> pickup.enter(new RecordingGreeting(pickup, back));
            case '*' -> pickup.enter(back, "greeting-discarded");
            default -> pickup.enter(this);
        }
    }
}
