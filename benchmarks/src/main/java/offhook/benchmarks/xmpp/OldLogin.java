package offhook.benchmarks.xmpp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Steps of clients older than XMPP 1.0, of which each waits for the answer to the one before it. */
final class OldLogin implements Login {

    private final Deque<String> steps;
    private boolean done;

    private OldLogin(String... steps) {
        this.steps = new ArrayDeque<>(List.of(steps));
    }

    /** jabber:iq:auth with the password: the cheapest login that all servers know. */
    static OldLogin login(int number) {
        return new OldLogin("<iq type='set' id='auth'><query xmlns='jabber:iq:auth'><username>" + Client.user(number)
                + "</username><password>secret</password><resource>bench</resource></query></iq>");
    }

    /** Makes the account, and does not log in. */
    static OldLogin register(int number) {
        return new OldLogin("<iq type='set' id='reg'><query xmlns='jabber:iq:register'><username>" + Client.user(number)
                + "</username><password>secret</password></query></iq>");
    }

    @Override
    public String opening() {
        return TO + '>';
    }

    @Override
    public Optional<String> answer(String text) {
        if (text.startsWith("<stream:features")) {
            return Optional.empty();
        }
        var next = Optional.ofNullable(steps.poll());
        done = next.isEmpty();
        return next;
    }

    @Override
    public boolean isDone() {
        return done;
    }
}
