package offhook.voicemail.pickup;

import java.util.ArrayList;
import java.util.List;
import offhook.voicemail.box.Voicemail.State;

/** One message: who left it and when, itself, and what can be done with it. */
final class MessageMenu implements Menu {

    private enum Part {
        ANNOUNCED,
        PLAYED,
        OFFERED
    }

    private final Pickup pickup;
    private final Box box;
    private final MainMenu main;
    private Part part = Part.ANNOUNCED;

    MessageMenu(Pickup pickup, Box box, MainMenu main) {
        this.pickup = pickup;
        this.box = box;
        this.main = main;
    }

    /** Announces the message at which the box is. */
    void begin(String... before) {
        part = Part.ANNOUNCED;
        pickup.enter(this, before);
    }

    @Override
    public List<String> prompt() {
        return part == Part.ANNOUNCED ? announcement() : options();
    }

    private List<String> announcement() {
        var phrases = pickup.visit().phrases();
        var message = box.message();
        var words = new ArrayList<String>();
        words.add(
                switch (box.state()) {
                    case NEW -> "message-new";
                    case HEARD -> "message-old";
                    case DELETED -> "message-deleted";
                });
        var number = phrases.digits(pickup.visit().number().apply(message));
        if (number.isEmpty()) {
            words.add("from-unknown");
        } else {
            words.add("from");
            words.addAll(number);
        }
        var zone = pickup.visit().zone();
        words.addAll(phrases.when(
                message.arrived().atZone(zone), pickup.now().atZone(zone).toLocalDate()));
        return words;
    }

    private List<String> options() {
        var words = new ArrayList<String>();
        words.add(box.state() == State.DELETED ? "options-deleted" : "options");
        if (pickup.to().canCallBack(box.message())) {
            words.add("options-call");
        }
        words.add("options-menu");
        return words;
    }

    @Override
    public void played() {
        switch (part) {
            case ANNOUNCED -> {
                part = Part.PLAYED;
                pickup.play(() -> pickup.to().play(box.message()));
            }
            case PLAYED -> {
                wasHeard();
                part = Part.OFFERED;
                pickup.say(options());
            }
            case OFFERED -> {} // now they are waited for
        }
    }

    /** Also one that they have not heard to its end, if they go on from it. */
    private void wasHeard() {
        if (part == Part.PLAYED && box.state() == State.NEW) {
            box.becomes(State.HEARD);
            pickup.to().heard(box.message());
        }
    }

    @Override
    public void key(char key) {
        wasHeard();
        switch (key) {
            case '4' -> previous();
            case '5' -> begin();
            case '6', '#' -> next();
            case '7' -> deleteOrRestore();
            case '8' -> callBack();
            case '*' -> main.again(List.of());
            default -> offer();
        }
    }

    /** Says what can be done. */
    private void offer(String... before) {
        part = Part.OFFERED;
        pickup.enter(this, before);
    }

    private void previous() {
        boolean isThere = box.previous();
        begin(isThere ? new String[0] : new String[] {"first-message"});
    }

    private void next(String... before) {
        if (box.next()) {
            begin(before);
        } else {
            var words = new ArrayList<>(List.of(before));
            words.add("no-more");
            main.again(words);
        }
    }

    private void deleteOrRestore() {
        var message = box.message();
        if (box.state() == State.DELETED) {
            pickup.<Boolean>work(then -> pickup.to().restore(message, then), done -> {
                box.becomes(State.HEARD);
                offer("restored");
            });
        } else {
            pickup.<Boolean>work(then -> pickup.to().delete(message, then), done -> {
                box.becomes(State.DELETED);
                next("deleted");
            });
        }
    }

    private void callBack() {
        if (pickup.to().canCallBack(box.message())) {
            pickup.to().callBack(box.message());
            pickup.leave("call-back");
        } else {
            offer();
        }
    }
}
