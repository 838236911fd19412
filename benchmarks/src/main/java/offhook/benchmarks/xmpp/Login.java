package offhook.benchmarks.xmpp;

import java.util.Optional;

/** What a client says until its session stands. Of one connection. */
interface Login {

    String TO = "<stream:stream to='" + XmppServers.DOMAIN
            + "' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'";

    /** The first thing to say. */
    String opening();

    /**
     * The answer to something from the server, which is no error; empty to wait for more.
     *
     * @param text the header of its stream, or an element
     */
    Optional<String> answer(String text);

    boolean isDone();

    /** Whether the server has let somebody in whom we did not name. */
    default boolean isSomebodyElse() {
        return false;
    }
}
