package offhook.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Limits;
import offhook.xmpp.xml.Namespaces;
import offhook.xmpp.xml.StreamEvent;
import offhook.xmpp.xml.StreamReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a chat message costs on its way in, and what a tree costs on its way out. */
@State(Scope.Thread)
public class XmlBenchmark {

    private static final byte[] HEADER =
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>".getBytes(UTF_8);
    private static final byte[] MESSAGE = ("<message to='romeo@capulet.example/orchard' type='chat' id='a1b2c3'>"
                    + "<body>Art thou not Romeo, and a Montague?</body>"
                    + "<active xmlns='http://jabber.org/protocol/chatstates'/></message>")
            .getBytes(UTF_8);

    private final StreamReader reader = new StreamReader(Limits.AFTER_LOGIN);
    private Fragment fragment;
    private Element element;

    @Setup
    public void open() {
        reader.feed(HEADER, 0, HEADER.length);
        reader.next();
        fragment = (Fragment) read();
        element = fragment.element();
    }

    /** Checked, found to be a stanza, and ready to be passed on. */
    @Benchmark
    public StreamEvent read() {
        reader.feed(MESSAGE, 0, MESSAGE.length);
        return reader.next();
    }

    /** Its addresses are written anew, as for each that passes. */
    @Benchmark
    public Fragment stamp() {
        return fragment.with("juliet@capulet.example/balcony", "romeo@capulet.example/orchard", null);
    }

    @Benchmark
    public Element tree() {
        return fragment.element();
    }

    @Benchmark
    public String write() {
        return element.toXml(Namespaces.CLIENT);
    }
}
