package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamReaderTest {

    private static final String HEADER = "<?xml version='1.0'?><stream:stream to='capulet.example' "
            + "from='juliet@capulet.example' version='1.0' xml:lang='en' xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams'>";

    private final StreamReader reader = new StreamReader(Limits.AFTER_LOGIN);

    @Test
    void readsAStreamFromHeaderToEnd() {
        var events =
                read(" \r\n" + HEADER + " <presence/>\n<message to='a@b'><body>x</body></message></stream:stream>");

        var header = (StreamHeader) events.get(0);
        assertThat(header.name().is("stream", Namespaces.STREAM)).isTrue();
        assertThat(header.prefix()).isEqualTo("stream");
        assertThat(header.to()).isEqualTo("capulet.example");
        assertThat(header.from()).isEqualTo("juliet@capulet.example");
        assertThat(header.version()).isEqualTo("1.0");
        assertThat(header.lang()).isEqualTo("en");
        assertThat(header.contentNamespace()).isEqualTo(Namespaces.CLIENT);
        assertThat(events.subList(1, 4))
                .extracting(Object::toString)
                .containsExactly("<presence/>", "<message to='a@b'><body>x</body></message>", "End[]");
    }

    @Test
    void notesWhatARouterLooksAt() {
        var fragment = children("<iq to='t' from='f' id='i' type='set' xml:lang='cs' x='y'>"
                        + "<a xmlns='urn:a'><b/></a><c/></iq>")
                .get(0);

        assertThat(fragment.name()).isEqualTo(new Name("iq", Namespaces.CLIENT));
        assertThat(List.of(fragment.to(), fragment.from(), fragment.id(), fragment.type(), fragment.lang()))
                .containsExactly("t", "f", "i", "set", "cs");
        assertThat(fragment.children()).containsExactly(new Name("a", "urn:a"), new Name("c", Namespaces.CLIENT));
        assertThat(((Fragment) read("<iq/>").get(0)).children()).isEmpty();
    }

    @Test
    void keepsTheBytesOfAChild() {
        String odd = "<message\n a = \"1\"><body >&lt;&#x1F600;<![CDATA[ ]]]></body\n></message >";

        var child = children(odd).get(0);

        assertThat(child).hasToString(odd);
        assertThat(child.element().childText("body")).contains("<\uD83D\uDE00 ]");
    }

    @Test
    void declaresAgainWhatAChildBorrowsFromTheHeader() {
        read("<stream:stream xmlns='jabber:client' xmlns:p='urn:p' xmlns:stream='http://etherx.jabber.org/streams'>");

        assertThat(read("<message p:a='1'><p:x>t</p:x></message><message><q:x xmlns:q='urn:p'/></message>"))
                .extracting(Object::toString)
                .containsExactly(
                        "<message xmlns:a0='urn:p' a0:a='1'><x xmlns='urn:p'>t</x></message>",
                        "<message><q:x xmlns:q='urn:p'/></message>");
        assertThat(read("<stream:error><a xmlns='urn:a'/></stream:error>"))
                .extracting(Object::toString)
                .containsExactly("<error xmlns='http://etherx.jabber.org/streams'><a xmlns='urn:a'/></error>");
    }

    @Test
    void readsAStreamWithoutPrefix() {
        var header = (StreamHeader)
                read("<stream xmlns='http://etherx.jabber.org/streams'>").get(0);

        assertThat(header.prefix()).isEmpty();
        assertThat(read("<message xmlns='jabber:client'><body/></message><error/>"))
                .extracting(Object::toString)
                .containsExactly(
                        "<message xmlns='jabber:client'><body/></message>",
                        "<error xmlns='http://etherx.jabber.org/streams'/>");
    }

    @Test
    void readsElementsOfNoNamespace() {
        var events = read("<presence from='a' to='b'><priority>5</priority><a xmlns='urn:a'/></presence>");

        assertThat(((StreamHeader) events.get(0)).name()).isEqualTo(new Name("presence", ""));
        assertThat(((Fragment) events.get(1)).name()).isEqualTo(new Name("priority", ""));
        assertThat(events)
                .extracting(Object::toString)
                .contains("<priority xmlns=''>5</priority>", "<a xmlns='urn:a'/>");
    }

    @Test
    void readsAHeaderThatIsTheEnd() {
        var events = read("<stream:stream to='capulet.example' xmlns:stream='http://etherx.jabber.org/streams'/>");

        assertThat(((StreamHeader) events.get(0)).to()).isEqualTo("capulet.example");
        assertThat(events.get(1)).isEqualTo(new StreamEvent.End());
    }

    @Test
    void startsAgainWithWhatFollows() {
        reader.feed((HEADER + "<auth/>\n" + HEADER + "<presence/>").getBytes(UTF_8), 0, 2 * HEADER.length() + 19);
        assertThat(reader.next()).isInstanceOf(StreamHeader.class);
        assertThat(reader.next()).hasToString("<auth/>");

        reader.restart();

        assertThat(reader.next()).isInstanceOf(StreamHeader.class);
        assertThat(reader.next()).hasToString("<presence/>");
        assertThat(reader.next()).isNull();
    }

    @Test
    void givesBackWhatItWasNotAskedFor() {
        byte[] portion = (HEADER + "<starttls/>\n\u0016\u0003").getBytes(UTF_8);
        reader.feed(portion, 0, portion.length);
        reader.next();
        reader.next();

        assertThat(reader.take()).containsExactly('\n', 0x16, 3);
        assertThat(reader.next()).isNull();
    }

    @Test
    void waitsWhileItsOwnerDoes() {
        byte[] portion = (HEADER + "<a/><b/>").getBytes(UTF_8);
        reader.feed(portion, 0, portion.length);
        reader.next();
        reader.next();
        reader.keep();
        java.util.Arrays.fill(portion, (byte) 'x');

        assertThat(read("<c/>")).extracting(Object::toString).containsExactly("<b/>", "<c/>");
    }

    @Test
    void letsTheParserGoAndGoesOn() {
        read(HEADER);
        for (int i = 0; i < 3; i++) {
            reader.rest();
            assertThat(read("<presence id='" + i + "'/>")).hasSize(1);
        }
        reader.rest();
        read("<message><body>");
        reader.rest();
        assertThat(read("x</body></message></stream:stream>"))
                .extracting(Object::toString)
                .containsExactly("<message><body>x</body></message>", "End[]");
    }

    @Test
    void restsWithUnusualNamespacesToo() {
        read("<s:stream xmlns='jabber:client' xmlns:p=\"it's\" xmlns:s='http://etherx.jabber.org/streams'>");
        reader.rest();

        assertThat(read("<message><p:x/></message></s:stream>"))
                .extracting(Object::toString)
                .containsExactly("<message><x xmlns='it&#39;s'/></message>", "End[]");
    }

    @Test
    void namesAreCountedWhileTheParserLives() {
        var limited = new StreamReader(new Limits(100_000, 8_000, 32, 50));
        limited.feed(HEADER.getBytes(UTF_8), 0, HEADER.length());
        limited.next();
        var flood = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            flood.append("<n" + i + "/>");
        }
        limited.feed(flood.toString().getBytes(UTF_8), 0, flood.length());

        assertThatThrownBy(() -> {
                    while (limited.next() != null) {}
                })
                .hasMessage("policy-violation: a stream has at most 50 different names");
    }

    @Test
    void limitsMayGrow() {
        var small = new StreamReader(Limits.BEFORE_LOGIN);
        byte[] big = (HEADER + "<message>" + "x".repeat(11_000) + "</message>").getBytes(UTF_8);
        small.limits(Limits.AFTER_LOGIN);
        small.feed(big, 0, big.length);

        assertThat(small.next()).isInstanceOf(StreamHeader.class);
        assertThat(small.next()).isInstanceOf(Fragment.class);
    }

    @Test
    void stanzasShareTheirNames() {
        var some = children("<presence/><presence/><presence xmlns=''/><x xmlns='urn:x'/>");

        assertThat(some.get(0).name()).isSameAs(some.get(1).name()).isEqualTo(new Name("presence", Namespaces.CLIENT));
        assertThat(some.get(2).name()).isEqualTo(new Name("presence", ""));
        assertThat(some.get(3).name()).isEqualTo(new Name("x", "urn:x"));
    }

    @Test
    void limitsHoldAfterARest() {
        read(HEADER);
        reader.rest();
        reader.limits(new Limits(100, 80, 2, 50));

        assertThatThrownBy(() -> read("<message><body>" + "x".repeat(100)))
                .hasMessage("policy-violation: a stanza has at most 100 bytes");
    }

    @Test
    void anEndThatFollowsARestIsTheEnd() {
        read(HEADER);
        reader.rest();
        assertThat(read(" ")).isEmpty();
        reader.rest();

        assertThat(read("</stream:stream>")).containsExactly(new StreamEvent.End());
    }

    @Test
    void elementsAreTheSameAsAnotherParserSees() throws Exception {
        String xml = "<message xmlns:p='urn:p' to='a&amp;b\t\r\nc&#9;&#10;'><p:x p:y='1' y=\"2'\"/>"
                + "<body>a\r\nb\rc&#13;d &quot;&apos;&gt;</body><n xmlns=''/></message>";
        var dom = new DomReader().read(xml.replace("<message", "<message xmlns='jabber:client'"));

        assertThat(children(xml).get(0).element()).isEqualTo(dom);
    }

    private List<Fragment> children(String xml) {
        read(HEADER);
        return read(xml).stream().map(Fragment.class::cast).toList();
    }

    private List<StreamEvent> read(String xml) {
        byte[] bytes = xml.getBytes(UTF_8);
        reader.feed(bytes, 0, bytes.length);
        var events = new ArrayList<StreamEvent>();
        for (var event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }
}
