package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import offhook.directory.testing.TestPeople;
import offhook.xmpp.testing.MemoryConnection;
import org.junit.jupiter.api.Test;

/** More people log in than passwords can be checked at once. */
class BusyLoginsTest {

    private static final String HEADER = "<stream:stream to='capulet.example' version='1.0' xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams'>";

    private final List<Runnable> checks = new ArrayList<>();
    private final StreamWorld world = new StreamWorld(List.of("xmpp.legacy_auth = true"), checks::add);

    private MemoryConnection secured() {
        var connection = world.connect();
        connection.receive(HEADER);
        connection.receive("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        connection.receive(HEADER);
        connection.take();
        return connection;
    }

    private static void logIn(MemoryConnection connection) {
        var plain = Base64.getEncoder().encodeToString(("\0juliet\0" + TestPeople.password("juliet")).getBytes(UTF_8));
        connection.receive("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>");
    }

    private void letTooManyCome() {
        for (int i = 0; i < StreamWorld.PASSWORDS_AT_ONCE; i++) {
            logIn(secured());
        }
    }

    private void check() {
        checks.forEach(Runnable::run);
        checks.clear();
        world.time.run();
    }

    /** RFC 6120 §6.5.11. */
    @Test
    void whoeverComesTooLateMayTryAgain() {
        letTooManyCome();
        var late = secured();
        logIn(late);
        assertThat(late.take()).contains("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><temporary-auth-failure/>");

        check();
        world.time.pass(Duration.ofMinutes(20)); // so that it does not look like guessing
        var again = secured();
        logIn(again);
        assertThat(again.take()).contains("<success ");
    }

    /** XEP-0078, likewise. */
    @Test
    void aClientOf2004MayTryAgain() {
        letTooManyCome();
        var late = secured();
        late.receive("<iq type='set' id='1'><query xmlns='jabber:iq:auth'><username>juliet</username><password>"
                + TestPeople.password("juliet") + "</password><resource>r</resource></query></iq>");

        assertThat(late.take()).contains("type='error'", "<resource-constraint ");
    }
}
