package offhook.voicemail.pickup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemail.State;

/** The messages as this call sees them: what is deleted stays in its place, to be had back. */
final class Box {

    private final List<Voicemail> messages = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private int at = -1;

    Box(List<Voicemail> messages) {
        messages.forEach(message -> add(this.messages.size(), message));
    }

    private void add(int place, Voicemail message) {
        messages.add(place, message);
        states.add(place, message.state());
    }

    /** As they are now: other phones and chat may have done something, and new ones come behind those that are new. */
    void learns(List<Voicemail> now) {
        var all = new LinkedHashMap<String, Voicemail>();
        now.forEach(message -> all.put(message.id(), message));
        for (int i = 0; i < messages.size(); i++) {
            var found = Optional.ofNullable(all.remove(messages.get(i).id()));
            states.set(i, found.map(Voicemail::state).map(heard(i)).orElse(State.DELETED));
        }
        all.values().forEach(message -> add(behindTheNew(), message));
    }

    /** What was heard a moment ago may not be written yet. */
    private UnaryOperator<State> heard(int place) {
        boolean isNew = states.get(place) == State.NEW;
        return state -> state == State.NEW && !isNew ? State.HEARD : state;
    }

    private int behindTheNew() {
        return states.lastIndexOf(State.NEW) + 1;
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
