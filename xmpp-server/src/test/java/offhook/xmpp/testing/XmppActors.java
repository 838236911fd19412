package offhook.xmpp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offhook.directory.testing.TestPeople;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Said;
import offhook.xmpp.stream.ClientStreams;
import offhook.xmpp.xml.Element;

/**
 * The XMPP actors of a trace. {@code juliet.stream} speaks a stream from its first byte; {@code juliet.chat} has logged
 * in before it says or gets anything, with the resource "chat"; {@code juliet.balcony.chat} with the resource "balcony".
 * The events are "… starts TLS" (of a stream, which is then about to log in), "… logs in" (of a stream, which is then about to bind a resource), "… connects", "… connects from 192.0.2.7", "… disconnects" (which cuts the line) and "… and …
 * come online": the clients send presence, what they get for that is of no interest, and from then on they answer pings
 * by themselves.
 */
public final class XmppActors {

    private final ClientStreams streams;
    private final ManualTime time;
    private final String domain;
    private final Map<String, Actor> actors = new LinkedHashMap<>();

    public XmppActors(ClientStreams streams, ManualTime time, String domain) {
        this.streams = streams;
        this.time = time;
        this.domain = domain;
    }

    /** Whether an actor of this name is one of these. */
    public static boolean isOne(String name) {
        return name.endsWith(".chat") || name.endsWith(".stream");
    }

    public void says(Said step, Blanks blanks) {
        actor(step.from()).says(blanks.fill(step.text()));
    }

    /** Takes as many elements as the step expects, and compares. */
    public void check(Said step, Blanks blanks, String where) {
        var actor = actor(step.to());
        for (var expected : XmlText.parse(blanks.fill(step.text()))) {
            actor.read();
            var actual = actor.unread.poll();
            if (actual == null || !XmlText.matches(expected, actual, blanks)) {
                fail(where + ":" + step.line() + ": " + step.to() + " should get\n  " + expected + "\nand got\n  "
                        + (actual == null ? "nothing" : actual)
                        + (actor.connection.isOpen() ? "" : "\nThe connection is closed."));
            }
        }
    }

    /** Answers whether this was an event of these actors. */
    public boolean happens(Event event) {
        if (event.text().matches(".* comes? online")) {
            comeOnline(event.text().replaceAll(" comes? online", "").split(" and "));
            return true;
        }
        String[] words = event.text().split(" ");
        if (words.length < 2 || !isOne(words[0])) {
            return false;
        }
        switch (words[1]) {
            case "connects" -> actors.put(words[0], connect(words[0], words.length > 3 ? words[3] : "192.0.2.1"));
            case "starts" -> actor(words[0]).startTls();
            case "logs" -> actor(words[0]).authenticate(words[0].substring(0, words[0].indexOf('.')));
            case "disconnects" -> actor(words[0]).connection.cut();
            case "is" -> { // "juliet.chat is disconnected"
                if (actor(words[0]).connection.isOpen()) {
                    fail(words[0] + " is still connected");
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Every line breaks, as when the server dies; what was sent before and not read is still there to be read. */
    public void cutAll() {
        actors.values().forEach(actor -> {
            actor.read();
            actor.connection.cut();
        });
    }

    /** What this actor got and no step has taken is of no interest. */
    public void forget(String name) {
        actor(name).read();
        actor(name).unread.clear();
    }

    /** What was sent and no step has taken. */
    public List<String> unread() {
        var all = new ArrayList<String>();
        actors.forEach((name, actor) -> {
            actor.read();
            actor.unread.forEach(element -> all.add(name + " got " + element));
        });
        return all;
    }

    private void comeOnline(String... names) {
        for (var name : names) {
            actor(name).answersPings = true;
            actor(name).says("<presence/>");
        }
        for (var name : names) {
            actor(name).read();
            actor(name).unread.clear();
        }
    }

    private Actor actor(String name) {
        if (!actors.containsKey(name)) {
            actors.put(name, connect(name, "192.0.2.1"));
        }
        return actors.get(name);
    }

    private Actor connect(String name, String address) {
        var actor = new Actor(new MemoryConnection(time, streams, address(address)));
        if (name.endsWith(".chat")) {
            String[] parts = name.split("\\.");
            actor.logIn(parts[0], parts.length == 3 ? parts[1] : "chat");
        }
        return actor;
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private final class Actor {

        private final MemoryConnection connection;
        private final Deque<Element> unread = new ArrayDeque<>();
        private boolean answersPings;

        Actor(MemoryConnection connection) {
            this.connection = connection;
        }

        void says(String text) {
            read();
            connection.receive(text);
        }

        /** Only whole elements are sent in a turn, so what has come is complete. */
        void read() {
            String text = connection.take();
            for (var element : text.isBlank() ? List.<Element>of() : XmlText.parse(text)) {
                if (answersPings && element.child("ping", "urn:xmpp:ping").isPresent()) {
                    connection.receive(
                            "<iq type='result' id='" + element.attribute("id").orElseThrow() + "'/>");
                } else {
                    unread.add(element);
                }
            }
        }

        /** Everything before a resource is bound. */
        void authenticate(String user) {
            String plain = "\0" + user + "\0" + TestPeople.password(user);
            startTls();
            connection.receive("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                    + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)) + "</auth>");
            connection.receive(header());
            connection.take();
        }

        void startTls() {
            connection.receive(header());
            connection.receive("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            connection.receive(header());
            connection.take();
        }

        private String header() {
            return "<stream:stream to='" + domain + "' version='1.0' xmlns='jabber:client' "
                    + "xmlns:stream='http://etherx.jabber.org/streams'>";
        }

        void logIn(String user, String resource) {
            authenticate(user);
            connection.receive("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
                    + resource + "</resource></bind></iq>");
            String bound = connection.take();
            if (!bound.contains("/" + resource + "</jid>")) {
                fail(user + " could not log in: " + bound);
            }
        }
    }
}
