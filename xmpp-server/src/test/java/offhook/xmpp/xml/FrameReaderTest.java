package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7395 §3.3: frames become the events of a stream, and are written for those who have no header around them. */
class FrameReaderTest {

    private static final String OPEN =
            "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='capulet.example' version='1.0'/>";
    private static final String CLOSE = "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>";
    private static final String MESSAGE =
            "<message xmlns='jabber:client' to='romeo@capulet.example'><body>b</body></message>";

    private final FrameReader reader = new FrameReader(Limits.BEFORE_LOGIN, false);

    private void feed(String... frames) {
        feed(reader, frames);
    }

    private static void feed(FrameReader reader, String... frames) {
        for (var frame : frames) {
            byte[] bytes = frame.getBytes(UTF_8);
            reader.feed(bytes, 0, bytes.length);
            java.util.Arrays.fill(bytes, (byte) 'x'); // the array is used for something else
        }
    }

    @Test
    void headersElementsAndTheEnd() {
        feed(OPEN, MESSAGE, CLOSE);
        var header = (StreamHeader) reader.next();
        assertThat(header.to()).isEqualTo("capulet.example");
        assertThat(header.version()).isEqualTo("1.0");
        assertThat(header.name()).isEqualTo(new Name("stream", Namespaces.STREAM));
        assertThat(header.contentNamespace()).isEqualTo(Namespaces.CLIENT);
        assertThat(reader.next()).hasToString(MESSAGE);
        assertThat(reader.next()).isInstanceOf(StreamEvent.End.class);
        assertThat(reader.next()).isNull();
    }

    @Test
    void aRestartedStreamBeginsAgain() {
        feed("<?xml version='1.0'?>" + OPEN);
        reader.next();
        feed(OPEN, MESSAGE);
        reader.restart();
        reader.limits(Limits.AFTER_LOGIN);
        assertThat(reader.next()).isInstanceOf(StreamHeader.class);
        assertThat(reader.next()).isInstanceOf(Fragment.class);
        reader.keep();
        reader.rest();
        assertThat(reader.take()).isEmpty();
        feed("<presence xmlns='jabber:client'/> ");
        assertThat(reader.next()).isInstanceOf(Fragment.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "<a/><b/>; bad-format",
                "<a/>b; bad-format",
                "<a/><b; not-well-formed",
                "<a>; not-well-formed",
                "<a; not-well-formed",
                "</a>; not-well-formed",
                "</stream:stream>; bad-format",
                "<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>; bad-format",
                "` <a/>`; bad-format",
                "``; bad-format",
                "<; bad-format",
                "text; bad-format",
                "<?xml version='1.0'?>; bad-format",
                "<!DOCTYPE a><a/>; restricted-xml",
                "<!-- c --><a/>; restricted-xml",
                "`<a>&b;</a>`; restricted-xml",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>; bad-format",
                "<open/>; invalid-namespace",
                "<close/>; invalid-namespace",
                "<f:close xmlns:f='jabber:client'/>; bad-namespace-prefix",
                "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/><a/>; not-well-formed",
                "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'>; not-well-formed"
            })
    void whatIsNoFrameEndsTheStream(String frame, String condition) {
        feed(OPEN);
        reader.next();
        feed(frame);
        assertThatThrownBy(() -> {
                    reader.next();
                    reader.next();
                })
                .isInstanceOfSatisfying(
                        StreamError.class, e -> assertThat(e.condition()).hasToString(condition));
    }

    @Test
    void nothingComesBeforeTheHeader() {
        feed(MESSAGE);
        assertThatThrownBy(reader::next).isInstanceOf(StreamError.class);
    }

    @Test
    void aHeaderHasLimitsToo() {
        feed(OPEN.replace("capulet", "x".repeat(10_000)));
        assertThatThrownBy(reader::next).isInstanceOfSatisfying(StreamError.class, e -> assertThat(e.condition())
                .isEqualTo(StreamError.Condition.POLICY_VIOLATION));
    }

    @Test
    void elsewhereAFrameHoldsSeveral() {
        var several = new FrameReader(Limits.BEFORE_LOGIN, true);
        feed(several, OPEN, MESSAGE + " " + MESSAGE + "<presence xmlns='jabber:client'/>", MESSAGE + "<mess");
        several.next();
        for (int i = 0; i < 4; i++) {
            assertThat(several.next()).isInstanceOf(Fragment.class);
        }
        assertThatThrownBy(several::next).isInstanceOf(StreamError.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<message to='a'>b</message>; <message xmlns='jabber:client' to='a'>b</message>",
                "<presence/>; <presence xmlns='jabber:client'/>",
                "<a>; <a xmlns='jabber:client'>",
                "<message to=\"x xmlns='y'\"/>; <message xmlns='jabber:client' to=\"x xmlns='y'\"/>",
                "<a xmlns='urn:xmpp:sm:3' h='1'/>; <a xmlns='urn:xmpp:sm:3' h='1'/>",
                "<iq id='1' xmlns='jabber:client'/>; <iq id='1' xmlns='jabber:client'/>",
                "<b xmlns:c='d'><c:e xmlns='f'/></b>; <b xmlns='jabber:client' xmlns:c='d'><c:e xmlns='f'/></b>",
                "<stream:features/>; <stream:features xmlns:stream='http://etherx.jabber.org/streams'/>"
            })
    void eachElementDeclaresItsNamespaces(String written, String frame) {
        assertThat(new String(Frames.standalone(written.getBytes(UTF_8)), UTF_8))
                .isEqualTo(frame);
    }

    @Test
    void weOpenAndClose() {
        assertThat(new String(
                        Frames.open(new ServerHeader("capulet.example", "juliet@capulet.example", "i&d", true)), UTF_8))
                .isEqualTo("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='capulet.example'"
                        + " to='juliet@capulet.example' id='i&amp;d' version='1.0' xml:lang='en'/>");
        assertThat(new String(Frames.close(), UTF_8)).isEqualTo(CLOSE);
    }
}
