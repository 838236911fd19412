package offhook.xmpp.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cell of the presence table in docs/routing.md, RFC 6121 §8.5; that of requests is in {@link ClientsTest}. */
class PresenceTableTest {

    private final World world = new World();

    /**
     * @param know whether the two are subscribed to each other
     * @param juliet who of Juliet's available clients gets it
     * @param romeo what comes back to Romeo: types of presence
     */
    @ParameterizedTest(name = "{0} to {1}, subscribed: {2}")
    @CsvSource(
            textBlock =
                    """
            available,    rosaline@capulet.example,       false, '',                ''
            available,    juliet@capulet.example,         false, 'balcony chamber', ''
            available,    juliet@capulet.example/balcony, false, balcony,           ''
            available,    juliet@capulet.example/gone,    false, '',                ''
            unavailable,  rosaline@capulet.example,       false, '',                ''
            unavailable,  juliet@capulet.example,         false, 'balcony chamber', ''
            unavailable,  juliet@capulet.example/balcony, false, balcony,           ''
            unavailable,  juliet@capulet.example/gone,    false, '',                ''
            subscribe,    rosaline@capulet.example,       false, '',                ''
            subscribe,    juliet@capulet.example,         false, 'balcony chamber', ''
            subscribe,    juliet@capulet.example/balcony, false, 'balcony chamber', ''
            subscribe,    juliet@capulet.example/gone,    false, 'balcony chamber', ''
            unsubscribe,  rosaline@capulet.example,       false, '',                ''
            unsubscribe,  juliet@capulet.example,         true,  'balcony chamber', 'unavailable unavailable'
            unsubscribe,  juliet@capulet.example/balcony, true,  'balcony chamber', 'unavailable unavailable'
            unsubscribed, rosaline@capulet.example,       false, '',                ''
            unsubscribed, juliet@capulet.example,         true,  'balcony chamber', ''
            unsubscribed, juliet@capulet.example/balcony, true,  'balcony chamber', ''
            subscribed,   rosaline@capulet.example,       false, '',                ''
            subscribed,   juliet@capulet.example,         false, '',                ''
            probe,        rosaline@capulet.example,       false, '',                ''
            probe,        juliet@capulet.example,         false, '',                ''
            probe,        juliet@capulet.example,         true,  '',                'available available'
            probe,        juliet@capulet.example/balcony, true,  '',                available
            probe,        juliet@capulet.example/gone,    true,  '',                unavailable
            """)
    void cell(String type, String to, boolean know, String juliet, String romeo) {
        var balcony = world.online("juliet/balcony");
        var chamber = world.online("juliet/chamber");
        var orchard = world.online("romeo/orchard");
        if (know) {
            world.befriend("juliet", "romeo");
        }
        List.of(balcony, chamber, orchard).forEach(TestClient::got);

        var sent = type.equals("available") ? "" : " type='" + type + "'";
        orchard.says("<presence to='" + to + "'" + sent + "><status>Ho!</status></presence>");

        var got = new ArrayList<String>();
        for (var client : List.of(balcony, chamber)) {
            if (types(client, "romeo").contains(type)) {
                got.add(client.jid().resource());
            }
        }
        assertThat(String.join(" ", got)).isEqualTo(juliet);
        assertThat(String.join(" ", types(orchard, to.substring(0, to.indexOf('@')))))
                .isEqualTo(romeo);
    }

    /** What came from this user's presence. */
    private static List<String> types(TestClient client, String from) {
        return client.stanzas().stream()
                .filter(stanza ->
                        stanza instanceof Presence && stanza.from().local().equals(from))
                .map(stanza -> ((Presence) stanza).type().name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
