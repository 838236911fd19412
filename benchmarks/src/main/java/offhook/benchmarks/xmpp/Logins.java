package offhook.benchmarks.xmpp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Clients connect, log in, bind a resource and leave; a number of them at a time, everybody at most once at a time. */
final class Logins implements Workload {

    private final IntFunction<Login> login;
    private final int usual;
    private final Deque<Integer> users = new ArrayDeque<>();
    private final Deque<Integer> fresh;
    private final int atOnce;
    private Crowd crowd;
    private boolean once;
    private boolean stopped;
    private int running;
    private long begun;
    private long done;
    private long strangers;

    private Logins(IntFunction<Login> login, int usual, int fresh, int atOnce) {
        this.login = login;
        this.usual = usual;
        this.atOnce = atOnce;
        this.fresh = numbers(usual, usual + fresh);
    }

    /** The same users again and again. */
    static Logins again(IntFunction<Login> login, int users, int atOnce) {
        return new Logins(login, users, 0, atOnce);
    }

    /**
     * From the second start on everybody logs in for the first time, until nobody is left.
     *
     * @param usual how many log in again and again until then, from 0 on
     * @param fresh how many follow them
     */
    static Logins first(IntFunction<Login> login, int usual, int fresh, int atOnce) {
        return new Logins(login, usual, fresh, atOnce);
    }

    private static Deque<Integer> numbers(int from, int to) {
        return new ArrayDeque<>(IntStream.range(from, to).boxed().toList());
    }

    @Override
    public void prepare(Crowd of) {
        crowd = of;
        users.addAll(numbers(0, usual));
    }

    @Override
    public void start() {
        if (stopped && !fresh.isEmpty()) {
            once = true;
            users.clear();
            users.addAll(fresh);
        }
        stopped = false;
        for (int i = 0; i < atOnce; i++) {
            next();
        }
    }

    private void next() {
        var user = users.poll();
        if (stopped || user == null) {
            return;
        }
        running++;
        begun++;
        var client = crowd.connect(user, login.apply(user));
        client.online.thenAccept(this::online);
        client.gone.thenAccept(this::gone);
    }

    private void online(Client client) {
        if (client.login.isSomebodyElse()) {
            strangers++;
        } else {
            done++;
        }
        client.leave();
    }

    private void gone(Client client) {
        running--;
        if (!once) {
            users.add(client.number);
        }
        next();
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long done() {
        return done;
    }

    @Override
    public boolean isSettled() {
        return running == 0;
    }

    /** A login that did not succeed counts as lost. */
    @Override
    public Tally tally() {
        return new Tally(begun - done - strangers, 0, strangers);
    }
}
