package offhook.xmpp.routing;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.xml.Element;

/**
 * How one kind of request is answered. The payload of the answer may be null for an empty result; a thrown
 * {@link offhook.xmpp.stanza.StanzaError} is an answer too.
 */
public sealed interface IqHandler {

    /** Answers at once, on the lane of the account that asks. */
    record Now(Function<Iq, Element> answer) implements IqHandler {}

    /** May read the database: answers on the lane of the account that asks, never on an event loop. */
    record Reading(Function<Iq, Element> answer) implements IqHandler {}

    /** Starts at once and answers later, such as when something is committed. */
    record Later(Function<Iq, CompletionStage<Element>> answer) implements IqHandler {}
}
