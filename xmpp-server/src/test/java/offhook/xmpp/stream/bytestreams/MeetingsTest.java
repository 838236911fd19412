package offhook.xmpp.stream.bytestreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.runtime.config.Size;
import offhook.runtime.testing.ManualTime;
import offhook.xmpp.stanza.StanzaError;
import org.junit.jupiter.api.Test;

/** Who is joined with whom, and how many may wait. */
class MeetingsTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");

    private final ManualTime time = new ManualTime();
    private final Meetings meetings =
            new Meetings(new ProxyConfig(true, "", "", 2, new Size(1000), Duration.ofMinutes(5), 6, 4), time);

    private static final class Side implements Party {

        private final InetAddress address;
        private final List<Party> joined = new ArrayList<>();
        private Transfer transfer;
        private boolean dropped;

        Side(String address) throws UnknownHostException {
            this.address = InetAddress.getByName(address);
        }

        @Override
        public InetAddress address() {
            return address;
        }

        @Override
        public void join(Party other, Transfer between) {
            joined.add(other);
            transfer = between;
        }

        @Override
        public void drop() {
            dropped = true;
        }
    }

    private Side enter(String address) throws UnknownHostException {
        var side = new Side(address);
        assertThat(meetings.enter(side)).isTrue();
        return side;
    }

    /** Both sides of a stream, from two addresses. */
    private List<Side> both(String hash) throws UnknownHostException {
        var sides = List.of(enter("192.0.2.1"), enter("192.0.2.2"));
        sides.forEach(side -> assertThat(meetings.await(hash, side)).isTrue());
        return sides;
    }

    private void refused(String hash, String condition) {
        assertThatThrownBy(() -> meetings.activate(hash, JULIET))
                .isInstanceOfSatisfying(StanzaError.class, error -> assertThat(error.condition())
                        .hasToString(condition));
    }

    @Test
    void theTwoOfAStreamAreJoined() throws Exception {
        var sides = both("a");
        var others = both("b");

        meetings.activate("a", JULIET);

        assertThat(sides.get(0).joined).containsExactly(sides.get(1));
        assertThat(sides.get(1).joined).containsExactly(sides.get(0));
        assertThat(others.get(0).joined).isEmpty();
        refused("a", "item-not-found");
    }

    @Test
    void oneAloneIsNotEnough() throws Exception {
        refused("a", "item-not-found");
        var side = enter("192.0.2.1");
        meetings.await("a", side);

        refused("a", "not-allowed");

        meetings.leave("a", side);
        refused("a", "item-not-found");
    }

    @Test
    void aThirdIsTurnedAway() throws Exception {
        both("a");

        assertThat(meetings.await("a", enter("192.0.2.3"))).isFalse();
    }

    @Test
    void oneAddressHasSoManyThatWait() throws Exception {
        for (int i = 0; i < 3; i++) {
            enter("192.0.2.1");
        }
        var last = enter("192.0.2.1");
        assertThat(meetings.enter(new Side("192.0.2.1"))).isFalse();
        enter("192.0.2.2");

        meetings.leave(null, last);

        enter("192.0.2.1");
    }

    /** What was activated does not count as waiting, but as a connection. */
    @Test
    void thereAreSoManyConnections() throws Exception {
        var sides = both("a");
        meetings.activate("a", JULIET);
        for (int i = 0; i < 4; i++) {
            enter("192.0.2.1");
        }
        assertThat(meetings.size()).isEqualTo(6);
        assertThat(meetings.enter(new Side("192.0.2.9"))).isFalse();

        meetings.leave("a", sides.get(0));
        meetings.leave("a", sides.get(0));

        enter("192.0.2.9");
        assertThat(meetings.enter(new Side("192.0.2.9"))).isFalse();
    }

    @Test
    void aUserHasSoManyTransfers() throws Exception {
        var sides = both("a");
        meetings.activate("a", JULIET);
        both("b");
        meetings.activate("b", JULIET);
        both("c");
        refused("c", "resource-constraint");

        sides.get(0).transfer.end();
        sides.get(1).transfer.end(); // both say so

        meetings.activate("c", JULIET);
        assertThat(sides.get(0).transfer).isSameAs(sides.get(1).transfer);
    }

    @Test
    void theTransfersOfAUserShareTheRate() throws Exception {
        var one = both("a").get(0);
        meetings.activate("a", JULIET);
        var other = both("b").get(0);
        meetings.activate("b", JULIET);

        assertThat(one.transfer.moved(1000)).isZero();
        assertThat(other.transfer.moved(500)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aTransferMayStandStillForSoLong() throws Exception {
        var transfer = joined();
        time.pass(Duration.ofMinutes(4));
        assertThat(transfer.patience()).isEqualTo(Duration.ofMinutes(1));
        transfer.moved(1);
        assertThat(transfer.patience()).isEqualTo(Duration.ofMinutes(5));

        time.pass(Duration.ofMinutes(6));

        assertThat(transfer.patience()).isZero();
    }

    private Transfer joined() throws UnknownHostException {
        var side = both("a").get(0);
        meetings.activate("a", JULIET);
        return side.transfer;
    }

    @Test
    void atTheEndAllGo() throws Exception {
        var sides = both("a");

        meetings.close();

        assertThat(sides).allMatch(side -> side.dropped);
    }
}
