package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StreamReaderProperties {

    private static final String HEADER =
            "<?xml version='1.0'?> <stream:stream to='x' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    @Property(tries = 300)
    void aStreamCutAnywhereGivesTheSameEvents(
            @ForAll("streams") String stream,
            @ForAll Set<@net.jqwik.api.constraints.IntRange(max = 2000) Integer> cuts) {
        byte[] bytes = stream.getBytes(UTF_8);

        assertThat(events(bytes, new TreeSet<>(cuts))).isEqualTo(events(bytes, Set.of()));
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(@ForAll("elements") Element element) throws Exception {
        var fragments = events((HEADER + element.toXml(Namespaces.CLIENT)).getBytes(UTF_8), Set.of());

        assertThat(fragments).hasSize(2);
        assertThat(((Fragment) fragments.get(1).event()).element()).isEqualTo(element);
        assertThat(new DomReader().read(element.toString())).isEqualTo(element);
    }

    @Property(tries = 300)
    void addressesArePatchedWithoutTouchingTheRest(@ForAll("elements") Element element, @ForAll String address) {
        String legal = Element.of("a", "", address).toString().replaceAll("</?a/?>", "");
        var patched = Fragment.of(element).with(null, legal, "en");

        assertThat(patched.element())
                .isEqualTo(element.with("from", null).with("to", legal).with("lang", Namespaces.XML, "en"));
    }

    @Provide
    Arbitrary<String> streams() {
        return elements()
                .map(element -> element.toXml(Namespaces.CLIENT))
                .list()
                .ofMaxSize(4)
                .map(children -> HEADER + String.join("\n", children) + "<message xmlns:p='u' p:a=\"&#x1F600;'\">"
                        + "<![CDATA[]]<&]]>\uD83D\uDE00é&lt;<p:x\n/></message ></stream:stream>");
    }

    @Provide
    Arbitrary<Element> elements() {
        return tree(3);
    }

    private static Arbitrary<Element> tree(int depth) {
        Arbitrary<String> names = Arbitraries.of("a", "message", "b-1", "élan", "_.x");
        Arbitrary<String> namespaces =
                Arbitraries.of(Namespaces.CLIENT, "urn:a", "urn:b", "", "it's <odd> & \"so\"", Namespaces.XML);
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars("ab<>&'\"]\t\n\ré\uD83D\uDE00")
                .ofMaxLength(12)
                .map(StreamReaderProperties::wellFormed);
        var attributes = Combinators.combine(
                        Arbitraries.of("to", "id", "x"), Arbitraries.of("", "urn:a", Namespaces.XML), texts)
                .as((name, namespace, value) -> List.of(name, namespace, value))
                .list()
                .ofMaxSize(3);
        Arbitrary<List<Element>> children = depth == 0
                ? Arbitraries.just(List.of())
                : tree(depth - 1).list().ofMaxSize(3);
        return Combinators.combine(names, namespaces, attributes, texts, children)
                .as((name, namespace, attribute, text, inside) -> {
                    var element = Element.of(name, namespace);
                    for (var a : attribute) {
                        element = element.with(a.get(0), a.get(1), a.get(2));
                    }
                    return element.with(inside).withText(text);
                });
    }

    /** Surrogates come in any order out of a set of characters. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    private record Seen(StreamEvent event, String bytes) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Seen seen && bytes.equals(seen.bytes);
        }

        @Override
        public int hashCode() {
            return bytes.hashCode();
        }
    }

    private static List<Seen> events(byte[] bytes, Set<Integer> cuts) {
        var reader = new StreamReader(Limits.AFTER_LOGIN);
        var events = new ArrayList<Seen>();
        int from = 0;
        var ends = new TreeSet<>(cuts);
        ends.removeIf(cut -> cut >= bytes.length);
        ends.add(bytes.length);
        for (int to : ends) {
            reader.feed(bytes.clone(), from, to);
            for (var event = reader.next(); event != null; event = reader.next()) {
                events.add(new Seen(event, event + (event instanceof Fragment f ? f.name() + "" + f.children() : "")));
            }
            from = to;
            if (to % 3 == 0) {
                reader.rest();
            }
        }
        return events;
    }
}
