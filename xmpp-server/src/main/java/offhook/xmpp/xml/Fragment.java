package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import offhook.runtime.bytes.Octets;

/**
 * A first-level child of a stream: what a router looks at, and its bytes, which are passed on as they are. Immutable and
 * safe to share; nobody changes the bytes.
 *
 * @param to the attribute as it stands, or null; likewise from, id, type and lang (xml:lang)
 * @param children the names of the elements directly inside, in their order
 * @param octets UTF-8, to be read where the default namespace is {@link Namespaces#CLIENT}
 */
public record Fragment(
        Name name, String to, String from, String id, String type, String lang, List<Name> children, Octets octets)
        implements StreamEvent {

    private static final Map<String, String> CONTEXT = Map.of("", Namespaces.CLIENT);
    private static final String[] ADDRESSES = {"from", "to", "xml:lang"};

    public static Fragment of(Element element) {
        return of(element, element.toXml(Namespaces.CLIENT).getBytes(UTF_8));
    }

    /**
     * Takes bytes back that were a fragment's.
     *
     * @throws IllegalArgumentException if they cannot be read
     */
    public static Fragment parse(byte[] bytes) {
        return of(new ElementParser(bytes).parse(CONTEXT), bytes);
    }

    private static Fragment of(Element element, byte[] bytes) {
        return new Fragment(
                new Name(element.name(), element.namespace()),
                element.attribute("to").orElse(null),
                element.attribute("from").orElse(null),
                element.attribute("id").orElse(null),
                element.attribute("type").orElse(null),
                element.attribute("lang", Namespaces.XML).orElse(null),
                element.children().stream()
                        .map(child -> new Name(child.name(), child.namespace()))
                        .toList(),
                new Octets(bytes));
    }

    /** The same fragment with other addresses and language; null leaves an attribute out. */
    public Fragment with(String newFrom, String newTo, String newLang) {
        boolean onlyTo = to == null && newTo != null && Objects.equals(newFrom, from) && Objects.equals(newLang, lang);
        if (onlyTo) {
            return to(new Attribute("to", newTo)); // what goes to many, each time
        }
        byte[] changed = StartTag.rewrite(bytes(), ADDRESSES, new String[] {newFrom, newTo, newLang});
        return new Fragment(name, newTo, newFrom, id, type, newLang, children, new Octets(changed));
    }

    /**
     * The same fragment from this sender, whatever it says itself.
     *
     * @param sender the attribute {@code from}
     * @param newLang null leaves the attribute out
     */
    public Fragment from(Attribute sender, String newLang) {
        boolean onlyFrom = from == null && Objects.equals(newLang, lang);
        return onlyFrom
                ? new Fragment(name, to, sender.value(), id, type, lang, children, octets(sender))
                : with(sender.value(), to, newLang);
    }

    /** The same fragment, which says nothing of whom it is to, with an attribute that does. */
    public Fragment to(Attribute attribute) {
        return new Fragment(name, attribute.value(), from, id, type, lang, children, octets(attribute));
    }

    /** The same fragment with one more element at the end, which is of another namespace than that of stanzas. */
    public Fragment with(Element child) {
        var more = new ArrayList<>(children);
        more.add(new Name(child.name(), child.namespace()));
        var longer = StartTag.append(bytes(), child.toString().getBytes(UTF_8));
        return new Fragment(name, to, from, id, type, lang, List.copyOf(more), new Octets(longer));
    }

    /** Its bytes with one more attribute, which it does not have yet: what all who get it share is not copied. */
    public Octets octets(Attribute attribute) {
        byte[] whole = bytes();
        return new Octets(whole, attribute.bytes(), StartTag.nameEnd(whole, 1));
    }

    /** All of it, UTF-8; not to be changed. */
    public byte[] bytes() {
        return octets.bytes();
    }

    /** The whole tree, parsed at each call. */
    public Element element() {
        return new ElementParser(bytes()).parse(CONTEXT);
    }

    @Override
    public String toString() {
        return new String(bytes(), UTF_8);
    }
}
