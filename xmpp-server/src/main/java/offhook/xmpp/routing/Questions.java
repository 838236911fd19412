package offhook.xmpp.routing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.xml.Element;

/** Requests of the server itself to its clients. Safe to share, but what concerns a client happens on its account's lane. */
public final class Questions {

    private final Jid server;
    private final Timers timers;
    private final AtomicLong ids = new AtomicLong();

    public Questions(Jid server, Timers timers) {
        this.server = server;
        this.timers = timers;
    }

    /**
     * Sends a request of type "get".
     *
     * @param then gets the result or error, or nothing when the time is over; not called if the session ends first
     */
    public void ask(Resource resource, Element payload, Duration patience, Consumer<Optional<Iq>> then) {
        var id = "q" + Long.toString(ids.incrementAndGet(), Character.MAX_RADIX);
        var open = resource.questions();
        var timer = timers.after(patience, resource.account().lane(), () -> {
            if (open.take(id)) {
                then.accept(Optional.empty());
            }
        });
        open.put(id, timer, then);
        resource.send(Iq.request(Iq.Type.GET, id, server, resource.jid(), payload));
    }

    /** The questions one client has not answered yet; on the account's lane. */
    static final class Open {

        private Map<String, Question> questions = Map.of();

        void answered(Iq iq) {
            var question = questions.get(iq.id());
            if (take(iq.id())) {
                question.timer.cancel();
                question.then.accept(Optional.of(iq));
            }
        }

        void forget() {
            questions.values().forEach(question -> question.timer.cancel());
            questions = Map.of();
        }

        private void put(String id, Timer timer, Consumer<Optional<Iq>> then) {
            if (questions.isEmpty()) {
                questions = new HashMap<>();
            }
            questions.put(id, new Question(timer, then));
        }

        private boolean take(String id) {
            if (!questions.containsKey(id)) {
                return false;
            }
            questions.remove(id);
            if (questions.isEmpty()) {
                questions = Map.of(); // an idle session holds no table
            }
            return true;
        }
    }

    private record Question(Timer timer, Consumer<Optional<Iq>> then) {}
}
