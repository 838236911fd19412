package offhook.voicemail.pickup;

import java.util.List;

/** What callers hear. */
final class GreetingMenu implements Menu {

    private final Pickup pickup;
    private final Runnable back;

    /** @param back to the main menu */
    GreetingMenu(Pickup pickup, Runnable back) {
        this.pickup = pickup;
        this.back = back;
    }

    @Override
    public List<String> prompt() {
        return List.of("greeting-menu");
    }

    @Override
    public void key(char key) {
        switch (key) {
            case '1' -> pickup.enter(new Listening(pickup, pickup.to()::playGreeting, this));
            case '2' -> pickup.enter(new RecordingGreeting(pickup, this));
            case '3' ->
                pickup.<Boolean>work(pickup.to()::standardGreeting, done -> pickup.enter(this, "greeting-standard"));
            case '*' -> back.run();
            default -> pickup.enter(this);
        }
    }
}
