package offhook.benchmarks.xmpp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/**
 * Pairs talk. Saturated: each client has some messages on their way to its partner, and sends the next when one of the
 * partner's comes. Paced: one message at a time at a steady rate, each flushed by itself.
 */
final class Chat implements Workload {

    private static final int ON_THE_WAY = 4;
    private static final Mark BODY = new Mark("<body>");
    private static final Mark FROM = new Mark("from=?u");
    private static final byte[] AFTER = "</body></message>".getBytes(US_ASCII);

    private final int clients;
    private final int rate;
    private final List<Talker> talkers = new ArrayList<>();
    private Crowd crowd;
    private boolean stopped;

    private Chat(int clients, int rate) {
        this.clients = clients;
        this.rate = rate;
    }

    static Chat saturated(int clients) {
        return new Chat(clients, 0);
    }

    /** @param rate of messages a second of all together */
    static Chat paced(int clients, int rate) {
        return new Chat(clients, rate);
    }

    @Override
    public int clients() {
        return clients;
    }

    @Override
    public void prepare(Crowd all) {
        crowd = all;
        crowd.clients().forEach(client -> {
            var talker = new Talker(client);
            talkers.add(talker);
            client.listen(talker::received);
            client.available();
        });
    }

    @Override
    public boolean isPrepared() {
        return talkers.stream().allMatch(talker -> talker.here);
    }

    @Override
    public void start() {
        stopped = false;
        if (rate > 0) {
            keepPace(System.nanoTime(), 0);
            return;
        }
        talkers.forEach(talker -> {
            for (int i = 0; i < ON_THE_WAY; i++) {
                talker.send();
            }
            talker.client.flush();
        });
    }

    private void keepPace(long since, long sent) {
        if (stopped) {
            return;
        }
        long due = (System.nanoTime() - since) / (1_000_000_000 / rate);
        for (long i = sent; i < due; i++) {
            var talker = talkers.get((int) (i % clients));
            talker.send();
            talker.client.flush();
        }
        crowd.after(1, () -> keepPace(since, due));
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long done() {
        return talkers.stream().mapToLong(talker -> talker.heard.received()).sum();
    }

    @Override
    public boolean isSettled() {
        return done() >= talkers.stream().mapToLong(talker -> talker.sent).sum();
    }

    @Override
    public Tally tally() {
        return Tally.sum(talkers.stream().map(Talker::tally));
    }

    private final class Talker {

        final Client client;
        final int partner;
        final Sequence heard = new Sequence();
        final byte[] before;
        long sent;
        long strangers;
        boolean here;

        Talker(Client client) {
            this.client = client;
            partner = client.number ^ 1;
            before = ("<message to='" + Client.jid(partner) + "/bench' type='chat' id='m'><body>").getBytes(US_ASCII);
        }

        void received(byte[] bytes, int from, int to) {
            long number = BODY.number(bytes, from, to);
            if (number < 0) {
                here = true; // our own presence came back
            } else if (FROM.number(bytes, from, to) != partner) {
                strangers++;
            } else {
                heard.take(number);
                if (!stopped && rate == 0) {
                    send();
                }
            }
        }

        void send() {
            client.write(before, sent++, AFTER);
        }

        Tally tally() {
            return heard.tally(talkers.get(partner).sent).plus(Tally.misrouted(strangers));
        }
    }
}
