package offhook.voicemail.pickup;

import java.util.ArrayList;
import java.util.List;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemail.State;

/** The messages as this call sees them: what is deleted stays in its place, to be had back. */
final class Box {

    private final List<Voicemail> messages;
    private final List<State> states = new ArrayList<>();
    private int at = -1;

    Box(List<Voicemail> messages) {
        this.messages = List.copyOf(messages);
        messages.forEach(message -> states.add(message.state()));
    }

    int count(State state) {
        return (int) states.stream().filter(state::equals).count();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    void rewind() {
        at = -1;
    }

    /** Goes on; false if there are no more. */
    boolean next() {
        boolean isThere = at + 1 < messages.size();
        at += isThere ? 1 : 0;
        return isThere;
    }

    /** Goes back; false if this is the first. */
    boolean previous() {
        boolean isThere = at > 0;
        at -= isThere ? 1 : 0;
        return isThere;
    }

    Voicemail message() {
        return messages.get(at);
    }

    State state() {
        return states.get(at);
    }

    void becomes(State state) {
        states.set(at, state);
    }
}
