package offhook.benchmarks.xmpp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Friends in groups of 51 change their status: each change goes to all of the group, its sender's own client among them,
 * and whose change has come back to them makes the next.
 */
final class Presences implements Workload {

    static final int GROUP = 51;

    private static final Mark STATUS = new Mark("<status>");
    private static final Mark FROM = new Mark("from=?u");
    private static final byte[] BEFORE = "<presence><status>".getBytes(US_ASCII);
    private static final byte[] AFTER = "</status></presence>".getBytes(US_ASCII);

    private final int from;
    private final int groups;
    private final List<Friend> friends = new ArrayList<>();
    private boolean stopped;

    /** @param from the number of the first, who are nobody's friends before */
    Presences(int from, int groups) {
        this.from = from;
        this.groups = groups;
    }

    @Override
    public int clients() {
        return groups * GROUP;
    }

    @Override
    public int from() {
        return from;
    }

    /** Everybody asks everybody, and says yes to who asks. */
    @Override
    public void prepare(Crowd crowd) {
        for (var client : crowd.clients()) {
            var friend = new Friend(client);
            friends.add(friend);
            client.listen(friend::received);
            client.write("<presence/>");
            for (int other = friend.first; other < friend.first + GROUP; other++) {
                if (other != client.number) {
                    client.write("<presence to='" + Client.jid(other) + "' type='subscribe'/>");
                }
            }
            client.flush();
        }
    }

    /** When everybody's presence has reached all. */
    @Override
    public boolean isPrepared() {
        return friends.stream().allMatch(friend -> friend.heard.size() == GROUP);
    }

    @Override
    public void start() {
        stopped = false;
        friends.forEach(friend -> {
            friend.send();
            friend.client.flush();
        });
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long done() {
        return friends.stream()
                .flatMap(friend -> friend.heard.values().stream())
                .mapToLong(Sequence::received)
                .sum();
    }

    @Override
    public boolean isSettled() {
        return done()
                >= friends.stream().mapToLong(friend -> friend.sent * GROUP).sum();
    }

    @Override
    public Tally tally() {
        return Tally.sum(friends.stream().map(Friend::tally));
    }

    private final class Friend {

        final Client client;
        final int first;
        final Map<Integer, Sequence> heard = new HashMap<>();
        long sent;
        long strangers;

        Friend(Client client) {
            this.client = client;
            first = client.number - (client.number - from) % GROUP;
        }

        void received(byte[] bytes, int begin, int end) {
            long number = STATUS.number(bytes, begin, end);
            int sender = (int) FROM.number(bytes, begin, end);
            if (number < 0) {
                befriend(Stanzas.text(bytes, begin, end), sender);
            } else if (!heard.containsKey(sender)) {
                strangers++;
            } else {
                heard.get(sender).take(number);
                if (sender == client.number && !stopped) {
                    send();
                }
            }
        }

        private void befriend(String text, int who) {
            if (text.contains("type='subscribe'") || text.contains("type=\"subscribe\"")) {
                client.write("<presence to='" + Client.jid(who) + "' type='subscribed'/>");
            } else if (who >= 0 && text.startsWith("<presence") && !text.contains("type=")) { // nor a server's contact
                heard.computeIfAbsent(who, whom -> new Sequence());
            }
        }

        void send() {
            client.write(BEFORE, sent++, AFTER);
        }

        Tally tally() {
            return Tally.sum(heard.entrySet().stream()
                            .map(one -> one.getValue().tally(friends.get(one.getKey() - from).sent)))
                    .plus(Tally.misrouted(strangers));
        }
    }
}
