package offhook.sip.event.packages;

import java.util.List;
import java.util.function.Consumer;
import offhook.directory.User;
import offhook.directory.UserId;

/** The ways besides the phone by which people can be reached: chat. Safe to share; answers from memory. */
public interface Tuples {

    /** There are none. */
    Tuples NONE = new Tuples() {

        @Override
        public List<Tuple> of(User user) {
            return List.of();
        }

        @Override
        public List<String> activities(User user) {
            return List.of();
        }

        @Override
        public void listen(Consumer<UserId> listener) {
            // Nothing changes.
        }
    };

    /** Those of one person now; it is asked for on a loop. */
    List<Tuple> of(User user);

    /** What the person does, by the names of RFC 4480 §3.2; it is asked for on a loop. */
    List<String> activities(User user);

    /** From now on the listener hears of everybody of whom this may be another answer; it only takes a note. */
    void listen(Consumer<UserId> listener);
}
