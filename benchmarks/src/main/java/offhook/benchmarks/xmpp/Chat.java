package offhook.benchmarks.xmpp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Pairs talk: each client has some messages on their way to its partner, and sends the next when one of the partner's comes. */
final class Chat implements Workload {

    private static final int ON_THE_WAY = 4;
    private static final Mark BODY = new Mark("<body>");

    private final int clients;
    private final List<Talker> talkers = new ArrayList<>();
    private boolean stopped;

    Chat(int clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public int clients() {
        return clients;
    }

    @Override
    public void prepare(Crowd crowd) {
        crowd.clients().subList(0, clients).forEach(client -> {
            var talker = new Talker(client);
            talkers.add(talker);
            client.listen(talker::received);
            client.write("<presence/>");
            client.flush();
        });
    }

    @Override
    public boolean isPrepared() {
        return talkers.stream().allMatch(talker -> talker.here);
    }

    @Override
    public void start() {
        talkers.forEach(talker -> {
            for (int i = 0; i < ON_THE_WAY; i++) {
                talker.send();
            }
            talker.client.flush();
        });
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long received() {
        return talkers.stream().mapToLong(talker -> talker.heard.received()).sum();
    }

    @Override
    public long expected() {
        return talkers.stream().mapToLong(talker -> talker.sent).sum();
    }

    @Override
    public long wrong() {
        return talkers.stream().mapToLong(talker -> talker.heard.wrong()).sum();
    }

    private final class Talker {

        final Client client;
        final Sequence heard = new Sequence();
        final String before;
        long sent;
        boolean here;

        Talker(Client client) {
            this.client = client;
            before = "<message to='" + Client.jid(client.number ^ 1) + "/bench' type='chat' id='m'><body>";
        }

        void received(ByteBuf bytes, int length) {
            long number = BODY.number(bytes, length);
            if (number >= 0) {
                heard.take(number);
                if (!stopped) {
                    send();
                }
            } else {
                here = true; // our own presence came back
            }
        }

        void send() {
            client.write(before + sent++ + "</body></message>");
        }
    }
}
