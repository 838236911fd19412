package offhook.sip.answer;

import java.time.Duration;
import java.util.Optional;
import offhook.directory.User;

/** Answers calls in the stead of people who do not: voicemail. Called on the loop of the Call-ID, and safe to share. */
public interface Answering {

    /** Nobody does. */
    Answering NOBODY = new Answering() {
        @Override
        public Optional<Duration> answerAfter(User user) {
            return Optional.empty();
        }

        @Override
        public void answer(OwnCall call) {
            throw new IllegalStateException("nobody answers");
        }
    };

    /** How long the phones of this person ring before; empty if nobody answers in their stead. */
    Optional<Duration> answerAfter(User user);

    /** The number that people dial to hear their messages, and to which a PBX sends calls; empty if there is none. */
    default Optional<String> number() {
        return Optional.empty();
    }

    /** Whether whoever dials the number gets to their messages. */
    default boolean picksUp() {
        return false;
    }

    /**
     * Answers a call, before this returns.
     *
     * @throws offhook.sip.message.SipFailure if it cannot: then the sender hears why the person themselves did not take it,
     *     or this if nobody asked them
     */
    void answer(OwnCall call);
}
