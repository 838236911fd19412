package offhook.xmpp.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.xml.Name;

/**
 * The filters of one {@link Stage}. Which of them look at a message is told by its type and the names in it, so that it is
 * found out once for all copies of one that goes to many. Filled before the server starts, then safe to share.
 */
final class StageFilters {

    private final List<Choosy> all = new ArrayList<>();
    private volatile Chosen last = new Chosen(null, null, new Filter[0]);

    private record Choosy(Predicate<Message> concerned, Filter filter) {}

    private record Chosen(Message.Type type, List<Name> names, Filter[] filters) {}

    void add(Predicate<Message> concerned, Filter filter) {
        all.add(new Choosy(concerned, filter));
    }

    /** Copies share the list, and most messages are like the one before. */
    private static boolean isSame(List<Name> one, List<Name> other) {
        if (one == other) {
            return true;
        }
        if (one == null || one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Those that look at a message, in their order; not to be changed. */
    Filter[] of(Message message) {
        var chosen = last;
        if (chosen.type == message.type() && isSame(chosen.names, message.children())) {
            return chosen.filters;
        }
        var filters = new ArrayList<Filter>(all.size());
        for (var one : all) {
            if (one.concerned.test(message)) {
                filters.add(one.filter);
            }
        }
        var now = new Chosen(message.type(), message.children(), filters.toArray(Filter[]::new));
        last = now;
        return now.filters;
    }
}
