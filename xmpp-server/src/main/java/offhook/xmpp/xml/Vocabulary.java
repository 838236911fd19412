package offhook.xmpp.xml;

import static com.fasterxml.aalto.AsyncXMLStreamReader.EVENT_INCOMPLETE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/**
 * Makes parsers that know the usual names from the beginning, so that not each of them has to learn them. What a stream
 * says besides stays in its own parser, which is never closed: closing would merge it into what others use. Safe to share.
 */
final class Vocabulary {

    private static final byte[] USUAL =
            """
            <stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'
                to='' from='' id='' version='' xml:lang=''>
            <auth mechanism=''/><response/><starttls/><iq to='' from='' id='' type=''><bind><resource/></bind><session/>
            <query node='' ver=''><item jid='' name='' subscription=''/></query><ping/><enable/></iq>
            <presence to='' from='' id='' type=''><show/><status/><priority/><c hash='' node='' ver=''/><x/></presence>
            <message to='' from='' id='' type=''><body/><active/><composing/><paused/><request/><received/></message>
            <r/><a h=''/></stream:stream>"""
                    .getBytes(UTF_8);

    private static final InputFactoryImpl TAUGHT = taught();

    private static final List<Name> STANZAS = Stream.of("message", "presence", "iq")
            .map(local -> new Name(local, Namespaces.CLIENT))
            .toList();

    private Vocabulary() {}

    static AsyncXMLStreamReader<AsyncByteArrayFeeder> newParser() {
        return TAUGHT.createAsyncForByteArray();
    }

    /** The name with these two parts: of stanzas, the same for all. */
    static Name name(String local, String namespace) {
        for (var stanza : STANZAS) {
            if (stanza.is(local, namespace)) {
                return stanza;
            }
        }
        return new Name(local, namespace);
    }

    private static InputFactoryImpl taught() {
        var factory = new InputFactoryImpl();
        var reader = factory.createAsyncForByteArray();
        try {
            reader.getInputFeeder().feedInput(USUAL, 0, USUAL.length);
            while (reader.next() != EVENT_INCOMPLETE) {}
            reader.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // it is well-formed
        }
        return factory;
    }
}
