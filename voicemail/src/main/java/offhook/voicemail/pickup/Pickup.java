package offhook.voicemail.pickup;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.prompt.Phrases;

/**
 * A call in which somebody listens to their messages: where they are in the menus. Has no clock and no socket; time comes in.
 * Whatever they press or do not, and whatever never comes back, they hear good-bye in the end and the call is over. Belongs to
 * the loop of the call.
 */
final class Pickup {

    /** They are asked so often before the call ends. */
    static final int ASKED = 3;

    /** What is done for them must not take longer. */
    static final Duration WORK = Duration.ofSeconds(15);

    /** Then they have heard good-bye, or put us on hold. */
    static final Duration FAREWELL = Duration.ofSeconds(15);

    private static final int MOST_AHEAD = 16;

    /**
     * Whose messages they are, and how it goes.
     *
     * @param trusted whether they are known to be who they are
     * @param number of who left a message; "" where there is none
     */
    record Visit(
            PickupConfig config, boolean trusted, Phrases phrases, ZoneId zone, Function<Voicemail, String> number) {}

    private enum State {
        MENU,
        WORKING,
        LEAVING,
        OVER
    }

    private final Visit visit;
    private final Actions to;
    private final Deque<Character> ahead = new ArrayDeque<>();
    private State state = State.WORKING;
    private Menu menu;
    private int asked;
    private int works;
    private Instant now = Instant.EPOCH;
    private Instant end = Instant.MAX;
    private Instant due = Instant.MAX; // of what happens if nothing else does

    Pickup(Visit visit, Actions to) {
        this.visit = visit;
        this.to = to;
    }

    Visit visit() {
        return visit;
    }

    Actions to() {
        return to;
    }

    Instant now() {
        return now;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    // What happens

    /** They can hear us. */
    void begins(Instant at) {
        now = at;
        end = at.plus(visit.config.longest());
        if (!visit.trusted) {
            enter(new AskingPin(this));
        } else if (!visit.config.askPin()) {
            open();
        } else {
            work(to::hasPin, hasPin -> {
                if (hasPin) {
                    enter(new AskingPin(this));
                } else {
                    enter(new ChoosingPin(this, this::open), "no-pin");
                }
            });
        }
    }

    void key(char key, Instant at) {
        now = at;
        if (state == State.WORKING && ahead.size() < MOST_AHEAD) {
            ahead.add(key);
        } else if (state == State.MENU) {
            press(key);
        }
    }

    private void press(char key) {
        asked = 0;
        to.silence();
        waits();
        menu.key(key);
    }

    /** What was played is at its end. */
    void played(Instant at) {
        now = at;
        if (state == State.MENU) {
            waits();
            menu.played();
        } else if (state == State.LEAVING) {
            hangUp();
        }
    }

    /** Time has passed: to be told about each second. */
    void passes(Instant at) {
        now = at;
        boolean isDue = !at.isBefore(due);
        if (state == State.LEAVING && isDue) {
            hangUp();
        } else if (state == State.WORKING && isDue) {
            leave("failed");
        } else if (state != State.LEAVING && state != State.OVER && !at.isBefore(end)) {
            leave();
        } else if (state == State.MENU && isDue && !menu.silent()) {
            askAgain();
        }
    }

    private void askAgain() {
        asked++;
        if (asked >= ASKED) {
            leave();
        } else {
            say(menu.prompt());
        }
    }

    /** The server goes down, or the line is dead. */
    void stops(Instant at) {
        now = at;
        if (state != State.OVER) {
            hangUp();
        }
    }

    /** They have hung up. */
    void gone() {
        state = State.OVER;
    }

    // What comes of it

    /** The right person listens. */
    void open(String... before) {
        to.opened();
        work(to::messages, messages -> enter(new MainMenu(this, new Box(messages)), before));
    }

    /** @param before is said first */
    void enter(Menu next, String... before) {
        enter(next, List.of(before));
    }

    void enter(Menu next, List<String> before) {
        state = State.MENU;
        menu = next;
        asked = 0;
        var words = new ArrayList<>(before);
        words.addAll(next.prompt());
        if (words.isEmpty()) {
            due = Instant.MAX;
            next.begins();
        } else {
            say(words);
        }
        // Who knows the menus does not wait for them.
        while (!ahead.isEmpty() && state == State.MENU) {
            press(ahead.remove());
        }
    }

    void say(List<String> words) {
        due = Instant.MAX;
        to.say(words);
    }

    /** Something else is played: at its end {@link #played} is told. */
    void play(Runnable audio) {
        due = Instant.MAX;
        audio.run();
    }

    /** From now on for something to be pressed. */
    private void waits() {
        due = now.plus(visit.config.patience());
    }

    /** Likewise, for so long. */
    void waits(Duration patience) {
        due = now.plus(patience);
    }

    /** Has something done; what is pressed meanwhile is for later. */
    <T> void work(Consumer<Consumer<Optional<T>>> work, Consumer<T> then) {
        state = State.WORKING;
        due = now.plus(WORK);
        int number = ++works;
        work.accept(result -> {
            if (state == State.WORKING && works == number) {
                result.ifPresentOrElse(then, () -> leave("failed"));
            }
        });
    }

    /** @param before is said before good-bye */
    void leave(String... before) {
        state = State.LEAVING;
        due = now.plus(FAREWELL);
        var words = new ArrayList<>(List.of(before));
        words.add("good-bye");
        to.say(words);
    }

    private void hangUp() {
        state = State.OVER;
        to.hangUp();
    }
}
