package offhook.benchmarks.xmpp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All talk in one room (XEP-0045): each message goes to everybody there, and who sees their own says the next. */
final class Room implements Workload {

    private static final String ROOM = "room@conference." + XmppServers.DOMAIN;
    private static final Mark BODY = new Mark("<body>");
    private static final Mark NICK = new Mark("from=?" + ROOM + "/u");
    private static final byte[] BEFORE =
            ("<message to='" + ROOM + "' type='groupchat' id='m'><body>").getBytes(US_ASCII);
    private static final byte[] AFTER = "</body></message>".getBytes(US_ASCII);

    private final int clients;
    private final List<Occupant> occupants = new ArrayList<>();
    private boolean stopped;

    Room(int clients) {
        this.clients = clients;
    }

    @Override
    public int clients() {
        return clients;
    }

    /** The first one makes the room, opens it, and then the others come in. */
    @Override
    public void prepare(Crowd crowd) {
        crowd.clients().forEach(client -> {
            var occupant = new Occupant(client);
            occupants.add(occupant);
            client.listen(occupant::received);
        });
        occupants.get(0).enter();
    }

    @Override
    public boolean isPrepared() {
        return occupants.stream().allMatch(occupant -> occupant.here);
    }

    @Override
    public void start() {
        stopped = false;
        occupants.forEach(occupant -> {
            occupant.send();
            occupant.client.flush();
        });
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long done() {
        return occupants.stream().mapToLong(occupant -> occupant.received).sum();
    }

    @Override
    public boolean isSettled() {
        return done() >= occupants.stream().mapToLong(occupant -> occupant.sent).sum() * clients;
    }

    @Override
    public Tally tally() {
        return Tally.sum(occupants.stream().flatMap(Occupant::tallies));
    }

    private final class Occupant {

        final Client client;
        final Sequence[] heard = Stream.generate(Sequence::new).limit(clients).toArray(Sequence[]::new);
        long received;
        long sent;
        long strangers;
        boolean here;

        Occupant(Client client) {
            this.client = client;
        }

        void enter() {
            client.write("<presence to='" + ROOM + '/' + Client.user(client.number)
                    + "'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
            client.flush();
        }

        void received(byte[] bytes, int from, int to) {
            long number = BODY.number(bytes, from, to);
            if (number < 0) {
                entered(Stanzas.text(bytes, from, to));
                return;
            }
            int who = (int) NICK.number(bytes, from, to);
            if (who < 0 || who >= clients) {
                strangers++;
                return;
            }
            received++;
            heard[who].take(number);
            if (who == client.number && !stopped) {
                send();
            }
        }

        private void entered(String text) {
            if (text.startsWith("<presence") && (text.contains("'110'") || text.contains("\"110\""))) {
                here = true;
                if (client.number == 0) {
                    client.write("<iq type='set' id='open' to='" + ROOM
                            + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                            + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
                }
            } else if (text.startsWith("<iq")) {
                occupants.stream().skip(1).forEach(Occupant::enter);
            }
        }

        void send() {
            client.write(BEFORE, sent++, AFTER);
        }

        Stream<Tally> tallies() {
            return Stream.concat(
                    IntStream.range(0, clients).mapToObj(who -> heard[who].tally(occupants.get(who).sent)),
                    Stream.of(Tally.misrouted(strangers)));
        }
    }
}
