package offhook.benchmarks.xmpp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Friends in groups of 51 change their status: each change goes to all of the group, and as soon as the next of them has
 * seen it, its sender makes another. The sender's own client is among those that get it (RFC 6121 §4.4.2), where the server
 * does so: Prosody 0.12 does not.
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

    /** When everybody's presence has reached all others. */
    @Override
    public boolean isPrepared() {
        return friends.stream().allMatch(Friend::hasHeardAll);
    }

    @Override
    public void start() {
        stopped = false;
        friends.forEach(Friend::sendAtOnce);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long done() {
        return friends.stream().mapToLong(Friend::received).sum();
    }

    @Override
    public boolean isSettled() {
        return done() >= friends.stream().mapToLong(Friend::due).sum();
    }

    @Override
    public Tally tally() {
        return Tally.sum(friends.stream().map(Friend::tally));
    }

    private Friend friend(int number) {
        return friends.get(number - from);
    }

    /** Who comes after somebody in their group. */
    private int next(int number) {
        int place = (number - from) % GROUP;
        return number - place + (place + 1) % GROUP;
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
                if (client.number == next(sender) && !stopped) {
                    friend(sender).sendAtOnce();
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

        void sendAtOnce() {
            client.write(BEFORE, sent++, AFTER);
            client.flush();
        }

        boolean hasHeardAll() {
            return heard.size() - (heard.containsKey(client.number) ? 1 : 0) == GROUP - 1;
        }

        long received() {
            return heard.values().stream().mapToLong(Sequence::received).sum();
        }

        /** What should have been received. */
        long due() {
            return heard.keySet().stream()
                    .mapToLong(other -> friend(other).sent)
                    .sum();
        }

        Tally tally() {
            return Tally.sum(heard.entrySet().stream().map(one -> one.getValue().tally(friend(one.getKey()).sent)))
                    .plus(Tally.misrouted(strangers));
        }
    }
}
