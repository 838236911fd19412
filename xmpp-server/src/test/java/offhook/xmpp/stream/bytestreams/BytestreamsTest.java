package offhook.xmpp.stream.bytestreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offhook.runtime.config.Size;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import offhook.xmpp.xep.Discovery;
import org.junit.jupiter.api.Test;

/** XEP-0065 as clients ask for it: where the proxy is, and who may have what activated. */
class BytestreamsTest {

    private static final String NS = "http://jabber.org/protocol/bytestreams";
    private static final String PROXY = "proxy.capulet.example";

    private final InetAddress reached = new InetSocketAddress("192.0.2.1", 0).getAddress();
    private World world;

    private Bytestreams start(String address, String... listening) {
        var config = new ProxyConfig(true, "", address, 2, new Size(0), Duration.ofMinutes(5), 10, 10);
        var bytestreams = new Bytestreams(
                config,
                new Bytestreams.Inside(
                        World.DOMAIN,
                        jid -> !jid.local().equals("tybalt"),
                        jid -> jid.domain().endsWith(World.DOMAIN),
                        jid -> jid.local().equals("juliet") ? Optional.of(reached) : Optional.empty(),
                        () -> world.time.instant()));
        world = new World(PresenceOverlay.NONE, List.of(bytestreams));
        world.install(bytestreams)
                .install(new Discovery(
                        world.router, List.of(bytestreams), new Visibility(world.accounts, world.rosters)));
        bytestreams.listeningAt(
                List.of(listening).stream().map(BytestreamsTest::address).toList());
        return bytestreams;
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private static String hosts(TestClient client) {
        return client.answer("<iq type='get' id='hosts' to='" + PROXY + "'><query xmlns='" + NS + "'/></iq>");
    }

    private static String host(String host, int port) {
        return "<streamhost jid='" + PROXY + "' host='" + host + "' port='" + port + "'/>";
    }

    private String activate(String sid, String target) {
        return world.online("juliet/balcony")
                .answer("<iq type='set' id='activate' to='" + PROXY + "'><query xmlns='" + NS + "'" + sid + ">" + target
                        + "</query></iq>");
    }

    @Test
    void isFound() {
        start("", "0.0.0.0:5222");
        var juliet = world.online("juliet/balcony");

        assertThat(juliet.answer("<iq type='get' id='items' to='capulet.example'>"
                        + "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>"))
                .contains("<item jid='" + PROXY + "' name='File transfer relay'/>");
        assertThat(juliet.answer("<iq type='get' id='info' to='" + PROXY + "'>"
                        + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>"))
                .contains("category='proxy'")
                .contains("type='bytestreams'")
                .contains("<feature var='" + NS + "'/>");
    }

    @Test
    void isAtTheAddressThatAClientHasReachedAndAtTheDomain() {
        start("", "0.0.0.0:5222");

        assertThat(hosts(world.online("juliet/balcony")))
                .contains(host("192.0.2.1", 5222) + host("capulet.example", 5222));
        assertThat(hosts(world.online("romeo/orchard")))
                .contains("<query xmlns='" + NS + "'>" + host("capulet.example", 5222) + "</query>");
    }

    @Test
    void isAtThatOfSeveralAddressesThatAClientHasReached() {
        start("", "127.0.0.1:5222", "192.0.2.1:5322");

        assertThat(hosts(world.online("juliet/balcony"))).contains(host("192.0.2.1", 5322));
    }

    @Test
    void isWhereTheConfigurationSays() {
        start("relay.example", "192.0.2.1:5222");

        assertThat(hosts(world.online("juliet/balcony")))
                .contains("<query xmlns='" + NS + "'>" + host("relay.example", 5222) + "</query>");
    }

    @Test
    void isNowhereWhereClientsAlwaysBeginWithTls() {
        var bytestreams = start("");

        assertThat(bytestreams.isPresent()).isFalse();
        assertThat(hosts(world.online("juliet/balcony"))).contains("<service-unavailable ");
        assertThat(activate(" sid='1'", "<activate>romeo@capulet.example/orchard</activate>"))
                .contains("<service-unavailable ");
    }

    @Test
    void isForUsersOfOurs() {
        start("", "192.0.2.1:5222");

        assertThat(hosts(world.online("tybalt/street"))).contains("<forbidden ");
    }

    @Test
    void refusesWhatNobodyIsConnectedFor() {
        start("", "192.0.2.1:5222");

        assertThat(activate(" sid='1'", "<activate>romeo@capulet.example/orchard</activate>"))
                .contains("<item-not-found ");
        assertThat(activate(" sid='1'", "<activate>rosaline@montague.example</activate>"))
                .contains("<not-allowed ");
    }

    @Test
    void refusesWhatSaysTooLittle() {
        start("", "192.0.2.1:5222");

        assertThat(activate("", "<activate>romeo@capulet.example/orchard</activate>"))
                .contains("<bad-request ");
        assertThat(activate(" sid='" + "s".repeat(129) + "'", "<activate>romeo@capulet.example</activate>"))
                .contains("<bad-request ");
        assertThat(activate(" sid='1'", "")).contains("<bad-request ");
        assertThat(activate(" sid='1'", "<activate>@</activate>")).contains("<jid-malformed ");
    }
}
