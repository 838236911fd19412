package offhook.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Pattern;

/** A Jabber client of 2004 on a bare socket: what it got is matched as text. */
final class LiveChat implements AutoCloseable {

    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;
    private final StringBuilder unread = new StringBuilder();

    private final String domain;

    /** Opens a stream and says nothing more. */
    LiveChat(InetSocketAddress server, String domain) throws IOException {
        this.domain = domain;
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MS);
        say("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='" + domain
                + "'>");
        hears("<stream:stream[^>]*>");
    }

    /** With resource {@code chat}, without presence. */
    LiveChat logIn(String user, String password) throws IOException {
        say("<iq type='set' id='auth'><query xmlns='jabber:iq:auth'><username>" + user + "</username><password>"
                + password + "</password><resource>chat</resource></query></iq>");
        hears("<iq[^>]*id=['\"]auth['\"][^>]*>");
        return this;
    }

    void say(String xml) throws IOException {
        socket.getOutputStream().write(xml.getBytes(UTF_8));
    }

    /** Waits for text that matches; returns it, and forgets what came before. */
    String hears(String regex) throws IOException {
        var pattern = Pattern.compile(regex, Pattern.DOTALL);
        var bytes = new byte[8192];
        while (true) {
            var found = pattern.matcher(unread);
            if (found.find()) {
                var text = found.group();
                unread.delete(0, found.end());
                return text;
            }
            int length = read(bytes, regex);
            assertThat(length)
                    .as("the stream ended; waited for " + regex + " in " + unread)
                    .isPositive();
            unread.append(new String(bytes, 0, length, UTF_8));
        }
    }

    private int read(byte[] bytes, String regex) throws IOException {
        try {
            return socket.getInputStream().read(bytes);
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("waited for " + regex + " in " + unread, e);
        }
    }

    /** Asks something that is answered behind all that is on its way; nothing unread may match. */
    void hearsNothingLike(String regex) throws IOException {
        say("<iq type='get' id='barrier' to='" + domain + "'><ping xmlns='urn:xmpp:ping'/></iq>");
        var before = hears(".*id=['\"]barrier['\"]");
        assertThat(before).doesNotContainPattern(regex);
    }

    /** Waits until the server has closed the stream, closes it too (RFC 6120 §4.4); returns what came until then. */
    String hearsTheEnd() throws IOException {
        var bytes = new byte[8192];
        boolean closed = false;
        for (int length = 0; length >= 0; length = read(bytes, "the end")) {
            unread.append(new String(bytes, 0, length, UTF_8));
            if (!closed && unread.indexOf("</stream:stream>") >= 0) {
                say("</stream:stream>");
                closed = true;
            }
        }
        return unread.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
