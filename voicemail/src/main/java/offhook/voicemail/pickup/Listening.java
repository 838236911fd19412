package offhook.voicemail.pickup;

import java.util.List;

/** Something is played; at its end, or by any key, it goes back to where it came from. */
final class Listening implements Menu {

    private final Pickup pickup;
    private final Runnable play;
    private final Menu back;

    Listening(Pickup pickup, Runnable play, Menu back) {
        this.pickup = pickup;
        this.play = play;
        this.back = back;
    }

    @Override
    public List<String> prompt() {
        return List.of();
    }

    @Override
    public void begins() {
        pickup.play(play);
    }

    @Override
    public void key(char key) {
        pickup.enter(back);
    }

    @Override
    public void played() {
        pickup.enter(back);
    }
}
