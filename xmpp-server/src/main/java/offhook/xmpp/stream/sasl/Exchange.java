package offhook.xmpp.stream.sasl;

import java.util.concurrent.CompletionStage;

/** The server's side of one authentication by a SASL mechanism. Belongs to one stream. */
public interface Exchange {

    /**
     * Takes the client's next message; asked again only after a challenge.
     *
     * @param message null where the client began without an initial response
     * @return what to answer; it may complete on another thread, and fails with {@code Overloaded} when too many logins
     *     wait to be checked
     */
    CompletionStage<Turn> next(byte[] message);

    /** The name with which the client says it logs in, as it stands; "" while it has not. */
    String name();
}
