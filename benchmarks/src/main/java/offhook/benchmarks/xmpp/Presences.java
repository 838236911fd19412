package offhook.benchmarks.xmpp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Friends in groups of 51 change their status: each change goes to all of the group, its sender's own client among them,
 * and whose change has come back to them makes the next.
 */
final class Presences implements Workload {

    private static final int GROUP = 51;
    private static final Mark STATUS = new Mark("<status>");
    private static final Mark FROM = new Mark("from=?u");

    private final int groups;
    private final List<Friend> friends = new ArrayList<>();
    private boolean stopped;

    Presences(int groups) {
        this.groups = groups;
    }

    @Override
    public String name() {
        return "presence";
    }

    @Override
    public int clients() {
        return groups * GROUP;
    }

    /** Everybody asks everybody, and says yes to who asks. */
    @Override
    public void prepare(Crowd crowd) {
        for (var client : crowd.clients().subList(0, clients())) {
            var friend = new Friend(client);
            friends.add(friend);
            client.listen(friend::received);
            client.write("<presence/>");
            int first = client.number - client.number % GROUP;
            for (int other = first; other < first + GROUP; other++) {
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
    public long received() {
        return friends.stream()
                .flatMap(friend -> friend.heard.values().stream())
                .mapToLong(Sequence::received)
                .sum();
    }

    @Override
    public long expected() {
        return friends.stream().mapToLong(friend -> friend.sent * GROUP).sum();
    }

    @Override
    public long wrong() {
        return friends.stream()
                .flatMap(friend -> friend.heard.values().stream())
                .mapToLong(Sequence::wrong)
                .sum();
    }

    private final class Friend {

        final Client client;
        final Map<Integer, Sequence> heard = new HashMap<>();
        long sent;

        Friend(Client client) {
            this.client = client;
        }

        void received(ByteBuf bytes, int length) {
            long number = STATUS.number(bytes, length);
            int from = (int) FROM.number(bytes, length);
            if (number >= 0) {
                heard.get(from).take(number);
                if (from == client.number && !stopped) {
                    send();
                }
                return;
            }
            String text = bytes.toString(bytes.readerIndex(), length, StandardCharsets.UTF_8);
            if (text.contains("type='subscribe'") || text.contains("type=\"subscribe\"")) {
                client.write("<presence to='" + Client.jid(from) + "' type='subscribed'/>");
            } else if (text.startsWith("<presence") && !text.contains("type=")) {
                heard.computeIfAbsent(from, whom -> new Sequence());
            }
        }

        void send() {
            client.write("<presence><status>" + sent++ + "</status></presence>");
        }
    }
}
