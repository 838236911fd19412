package offhook.voicemail.pickup;

import java.util.ArrayList;
import java.util.List;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemail.State;

/** How many messages there are, and what can be done. */
final class MainMenu implements Menu {

    private final Pickup pickup;
    private final Box box;

    MainMenu(Pickup pickup, Box box) {
        this.pickup = pickup;
        this.box = box;
    }

    /**
     * Comes back to it, with what has happened to the messages meanwhile.
     *
     * @param before is said first
     */
    void again(List<String> before) {
        pickup.<List<Voicemail>>work(pickup.to()::messages, now -> {
            box.learns(now);
            pickup.enter(this, before);
        });
    }

    @Override
    public List<String> prompt() {
        var words = new ArrayList<>(pickup.visit().phrases().counts(box.count(State.NEW), box.count(State.HEARD)));
        if (!box.isEmpty()) {
            words.add("menu-listen");
        }
        words.add("menu-more");
        return words;
    }

    @Override
    public void key(char key) {
        switch (key) {
            case '1' -> listen();
            case '2' -> pickup.enter(new GreetingMenu(pickup, () -> again(List.of())));
            case '3' -> pickup.enter(new ChoosingPin(pickup, before -> again(List.of(before))));
            case '#' -> pickup.leave();
            default -> again(List.of());
        }
    }

    private void listen() {
        box.rewind();
        if (box.next()) {
            new MessageMenu(pickup, box, this).begin();
        } else {
            pickup.enter(this);
        }
    }
}
