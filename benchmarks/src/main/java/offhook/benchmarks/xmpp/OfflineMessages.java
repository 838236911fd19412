package offhook.benchmarks.xmpp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/**
 * Messages to users who are away, some at a time, each time until the server has acknowledged them (XEP-0198). In the end
 * the receivers log in and get what waits for them.
 */
final class OfflineMessages implements Workload {

    private static final int RECEIVERS_EACH = 4;
    private static final int AT_A_TIME = 12;
    private static final Mark BODY = new Mark("<body>");
    private static final Mark FROM = new Mark("from=?u");
    private static final Mark ACKNOWLEDGED = new Mark("h=?");
    private static final byte[] AFTER = "</body></message>".getBytes(US_ASCII);

    private final int clients;
    private final List<Sender> senders = new ArrayList<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private boolean stopped;

    OfflineMessages(int clients) {
        this.clients = clients;
    }

    /** How many accounts it needs, the senders among them. */
    static int accounts(int clients) {
        return clients * (1 + RECEIVERS_EACH);
    }

    @Override
    public int clients() {
        return clients;
    }

    @Override
    public void prepare(Crowd crowd) {
        for (var client : crowd.clients()) {
            var sender = new Sender(client);
            senders.add(sender);
            for (int i = 0; i < RECEIVERS_EACH; i++) {
                var receiver = new Receiver(sender, clients + client.number * RECEIVERS_EACH + i);
                sender.to.add(receiver);
                receivers.add(receiver);
            }
            client.listen(sender::received);
            client.write("<enable xmlns='urn:xmpp:sm:3'/>");
            client.flush();
        }
    }

    @Override
    public boolean isPrepared() {
        return senders.stream().allMatch(sender -> sender.enabled);
    }

    @Override
    public void start() {
        stopped = false;
        senders.forEach(sender -> {
            sender.send();
            sender.client.flush();
        });
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long done() {
        return senders.stream().mapToLong(sender -> sender.acknowledged).sum();
    }

    @Override
    public boolean isSettled() {
        return senders.stream().allMatch(sender -> sender.acknowledged == sender.sent);
    }

    @Override
    public void check(Crowd crowd) throws InterruptedException {
        for (int first = 0; first < receivers.size(); first += RECEIVERS_EACH) {
            var some = receivers.subList(first, first + RECEIVERS_EACH);
            var online = crowd.login(clients + first, some.size(), OldLogin::login);
            crowd.run(() -> {
                for (int i = 0; i < some.size(); i++) {
                    online.get(i).listen(some.get(i)::received);
                    online.get(i).available();
                }
            });
            crowd.await(() -> some.stream().allMatch(receiver -> receiver.heard.received() >= receiver.sent));
        }
    }

    @Override
    public Tally tally() {
        return Tally.sum(receivers.stream().map(Receiver::tally));
    }

    private final class Sender {

        final Client client;
        final List<Receiver> to = new ArrayList<>();
        long sent;
        long acknowledged;
        boolean enabled;

        Sender(Client client) {
            this.client = client;
        }

        void received(byte[] bytes, int from, int end) {
            if (bytes[from + 1] == 'e') {
                enabled = true;
            } else if (bytes[from + 1] == 'a') {
                acknowledged = ACKNOWLEDGED.number(bytes, from, end);
                if (!stopped && acknowledged == sent) {
                    send();
                }
            }
        }

        void send() {
            for (int i = 0; i < AT_A_TIME; i++) {
                var receiver = to.get(i % RECEIVERS_EACH);
                client.write(receiver.before, receiver.sent++, AFTER);
            }
            sent += AT_A_TIME;
            client.write("<r xmlns='urn:xmpp:sm:3'/>");
        }
    }

    private static final class Receiver {

        final int sender;
        final byte[] before;
        final Sequence heard = new Sequence();
        long sent;
        long strangers;

        Receiver(Sender sender, int number) {
            this.sender = sender.client.number;
            before = ("<message to='" + Client.jid(number) + "' type='chat' id='m'><body>").getBytes(US_ASCII);
        }

        void received(byte[] bytes, int from, int to) {
            long number = BODY.number(bytes, from, to);
            if (number >= 0 && FROM.number(bytes, from, to) == sender) {
                heard.take(number);
            } else if (number >= 0) {
                strangers++;
            }
        }

        Tally tally() {
            return heard.tally(sent).plus(Tally.misrouted(strangers));
        }
    }
}
