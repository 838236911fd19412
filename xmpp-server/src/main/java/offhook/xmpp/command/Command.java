package offhook.xmpp.command;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import offhook.directory.address.Jid;

/**
 * Something that whoever may can do by filling in forms, XEP-0050 §2.
 *
 * @param node its name on the wire
 * @param name as menus show it
 * @param allowed whether somebody, a full JID, may see and run it
 * @param start its first step for whoever runs it; it may read the database
 */
public record Command(String node, String name, Predicate<Jid> allowed, Function<Jid, CompletionStage<Step>> start) {

    /** One that everybody may run who sees the address. */
    public static Command of(String node, String name, Function<Jid, CompletionStage<Step>> start) {
        return new Command(node, name, asker -> true, start);
    }

    /** The same for fewer. */
    public Command onlyFor(Predicate<Jid> fewer) {
        return new Command(node, name, fewer, start);
    }
}
