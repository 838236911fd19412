package offhook.sip.registrar;

import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;

/** Where everybody's phones are. Answers from memory. Safe to share. */
public interface Bindings {

    /**
     * A person's phones, those they prefer first, and of these the one that registered last; empty if none is registered.
     * Each is there once, or once for each of its flows.
     */
    List<Binding> of(UserId user);

    /** Whose device the temporary GRUUs of a series mean (RFC 5627 §5.4); empty once it is registered no more. */
    default Optional<UserId> ofSeries(String series) {
        return Optional.empty();
    }
}
