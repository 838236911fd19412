package offhook.xmpp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import offhook.directory.testing.TestPeople;
import offhook.xmpp.xml.Element;

/**
 * A client with stream management (XEP-0198) as clients of people have it: it counts what it gets, comes back after its
 * connection broke, and remembers the ids of the messages it got.
 */
public final class ManagedClient {

    private static final String SM = "urn:xmpp:sm:3";

    private final CoreWorld world;
    private final String user;
    private final List<String> messages = new ArrayList<>();
    private MemoryConnection connection;
    private String id;
    private long got;
    private long sent;
    private long safe;
    private boolean acknowledges = true;

    public ManagedClient(CoreWorld world, String user) {
        this.world = world;
        this.user = user;
    }

    /** Logs in and binds a resource, with nothing of a former session. */
    public ManagedClient starts() {
        connect();
        connection.receive("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                + "<resource>managed</resource></bind></iq>");
        connection.take();
        connection.receive("<enable xmlns='" + SM + "' resume='true'/>");
        var enabled = XmlText.parse(connection.take()).get(0);
        id = enabled.attribute("id").orElse(null);
        got = 0;
        sent = 0;
        safe = 0;
        says("<presence/>");
        return this;
    }

    /** Comes back on a new connection; false if its session is gone. */
    public boolean resumes() {
        asksToResume();
        return isResumed();
    }

    /** Asks for its session on a new connection, and does not wait for the answer. */
    public void asksToResume() {
        connect();
        connection.receive("<resume xmlns='" + SM + "' previd='" + id + "' h='" + got + "'/>");
    }

    /** Whether the answer has come, and is that it goes on. */
    public boolean isResumed() {
        var answers = XmlText.parse(connection.take());
        boolean resumed = !answers.isEmpty() && answers.get(0).is("resumed", SM);
        if (resumed) {
            safe = count(answers.get(0));
            answers.subList(1, answers.size()).forEach(this::take);
        }
        return resumed;
    }

    /** Sends a stanza and asks whether it is safe. */
    public ManagedClient says(String stanza) {
        sent++;
        connection.receive(stanza + "<r xmlns='" + SM + "'/>");
        reads();
        return this;
    }

    /** From now on it keeps to itself what it gets. */
    public ManagedClient fallsSilent() {
        acknowledges = false;
        return this;
    }

    /** The connection breaks; what came last is lost if the client has not read it. */
    public void breaks() {
        connection.take();
        connection.cut();
    }

    /** Takes what has come, and what comes because of that. */
    public ManagedClient reads() {
        for (String text = connection.take(); !text.isBlank(); text = connection.take()) {
            XmlText.parse(text).forEach(this::take);
        }
        return this;
    }

    /** The ids of the messages it got. */
    public List<String> messages() {
        reads();
        return List.copyOf(messages);
    }

    /** Whether the server answers for all that was said. */
    public boolean isSafe() {
        reads();
        return safe == sent;
    }

    public boolean isConnected() {
        return connection.isOpen();
    }

    private void take(Element element) {
        switch (element.name()) {
            case "r" -> {
                if (acknowledges) {
                    connection.receive("<a xmlns='" + SM + "' h='" + got + "'/>");
                }
            }
            case "a" -> safe = count(element);
            case "message", "presence", "iq" -> {
                got++;
                if (element.name().equals("message")) {
                    element.attribute("id").ifPresent(messages::add);
                }
            }
            default -> assertThat(element.name()).isIn("error", "end-of-stream");
        }
    }

    private static long count(Element element) {
        return Long.parseLong(element.attribute("h").orElseThrow());
    }

    private void connect() {
        connection = new MemoryConnection(world.time, world.core.streams(), InetAddress.getLoopbackAddress());
        String header = "<stream:stream to='" + world.people.domain() + "' version='1.0' xmlns='jabber:client' "
                + "xmlns:stream='http://etherx.jabber.org/streams'>";
        String plain = "\0" + user + "\0" + TestPeople.password(user);
        connection.receive(header);
        connection.receive("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        connection.receive(header);
        connection.receive("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)) + "</auth>");
        connection.receive(header);
        assertThat(connection.take()).contains("<sm xmlns='" + SM + "'/>");
    }
}
