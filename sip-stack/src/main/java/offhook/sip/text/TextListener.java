package offhook.sip.text;

import java.util.concurrent.CompletionStage;
import offhook.directory.User;
import offhook.sip.call.Caller;

/** Takes what phones and peers write to our people. */
public interface TextListener {

    /**
     * Called on a loop: must not block.
     *
     * @param from has proved who it is, or is told by a peer that we trust
     * @return completes when the text cannot be lost any more; fails with a {@link offhook.sip.message.SipFailure} if it
     *     was refused
     */
    CompletionStage<Void> received(Caller from, User to, Devices devices, Text text);

    /** Whether it takes also what is written to a sips: address, RFC 7247 §8. */
    default boolean takesSips() {
        return false;
    }
}
