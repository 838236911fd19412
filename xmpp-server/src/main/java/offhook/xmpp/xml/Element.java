package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An XML element with its attributes and content. Immutable and safe to share; the {@code with} methods return a copy.
 *
 * <p>Prefixes are not kept: a namespace is declared where it first differs from its parent's. Equal elements have equal
 * names and content and the same attributes in any order.
 */
public final class Element implements Node {

    private final Name name;
    private final Map<Name, String> attributes;
    private final List<Node> content;

    private Element(Name name, Map<Name, String> attributes, List<Node> content) {
        this.name = name;
        this.attributes = attributes;
        this.content = content;
    }

    /** An element without attributes and content. */
    public static Element of(String name, String namespace) {
        return new Element(new Name(name, namespace), Map.of(), List.of());
    }

    /** An element that holds only text. */
    public static Element of(String name, String namespace, String text) {
        return of(name, namespace).withText(text);
    }

    /**
     * Reads one element back from XML that stands alone.
     *
     * @param xml well-formed and within limits, since neither is checked here: written by {@link #toString()}, or by us
     * @throws IllegalArgumentException if it cannot be read
     */
    public static Element parse(String xml) {
        return new ElementParser(xml.getBytes(UTF_8)).parse(Map.of());
    }

    /** Takes over what the parser has collected: neither collection is changed afterwards, and no two texts are neighbours. */
    static Element of(Name name, Map<Name, String> attributes, List<Node> content) {
        return new Element(name, attributes, content);
    }

    public String name() {
        return name.local();
    }

    public String namespace() {
        return name.namespace();
    }

    public boolean is(String otherName, String otherNamespace) {
        return name.is(otherName, otherNamespace);
    }

    /** The value of an attribute without namespace. */
    public Optional<String> attribute(String attribute) {
        return attribute(attribute, "");
    }

    public Optional<String> attribute(String attribute, String namespace) {
        return Optional.ofNullable(attributes.get(new Name(attribute, namespace)));
    }

    /** All attributes but namespace declarations, in their order. */
    public Map<Name, String> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    /** Elements and text in their order. */
    public List<Node> content() {
        return Collections.unmodifiableList(content);
    }

    /** The elements inside this one, in their order. */
    public List<Element> children() {
        return elements().toList();
    }

    public List<Element> children(String childName, String namespace) {
        return elements().filter(e -> e.is(childName, namespace)).toList();
    }

    /** The first child of this name. */
    public Optional<Element> child(String childName, String namespace) {
        return elements().filter(e -> e.is(childName, namespace)).findFirst();
    }

    /** The first child of this name in the namespace of this element. */
    public Optional<Element> child(String childName) {
        return child(childName, namespace());
    }

    /** The text of the first child of this name in the namespace of this element; "" for an empty child. */
    public Optional<String> childText(String childName) {
        return child(childName).map(Element::text);
    }

    /** All text directly inside this element, joined; "" where there is none. */
    public String text() {
        var text = new StringBuilder();
        for (var node : content) {
            if (node instanceof Text t) {
                text.append(t.value());
            }
        }
        return text.toString();
    }

    /** With this attribute set, or without it where the value is null. */
    public Element with(String attribute, String value) {
        return with(attribute, "", value);
    }

    /** As {@link #with(String, String)}, for an attribute of a namespace. */
    public Element with(String attribute, String namespace, String value) {
        var changed = new LinkedHashMap<>(attributes);
        var key = new Name(attribute, namespace);
        if (value == null) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return new Element(name, changed, content);
    }

    /** With one more child at the end. */
    public Element with(Element child) {
        return with(List.of(child));
    }

    /** With more children at the end. */
    public Element with(Collection<Element> children) {
        var longer = new ArrayList<Node>(content.size() + children.size());
        longer.addAll(content);
        longer.addAll(children);
        return new Element(name, attributes, longer);
    }

    /** With more text at the end. */
    public Element withText(String text) {
        if (text.isEmpty()) {
            return this;
        }
        var longer = new ArrayList<>(content);
        int last = longer.size() - 1;
        if (last >= 0 && longer.get(last) instanceof Text before) {
            longer.set(last, new Text(before.value() + text));
        } else {
            longer.add(new Text(text));
        }
        return new Element(name, attributes, longer);
    }

    /** With only those of its elements that are wanted; text stays. */
    public Element keeping(Predicate<Element> wanted) {
        var kept = new Element(name, attributes, List.of());
        for (var node : content) {
            if (node instanceof Text text) {
                kept = kept.withText(text.value());
            } else if (node instanceof Element child && wanted.test(child)) {
                kept = kept.with(child);
            }
        }
        return kept;
    }

    /** As XML, inside an element whose default namespace is {@code inherited}. */
    public String toXml(String inherited) {
        var out = new StringBuilder();
        new XmlWriter(out).write(this, inherited);
        return out.toString();
    }

    /** As XML that stands alone. */
    @Override
    public String toString() {
        return toXml("");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Element e
                && name.equals(e.name)
                && attributes.equals(e.attributes)
                && content.equals(e.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, attributes, content);
    }

    private Stream<Element> elements() {
        return content.stream().filter(Element.class::isInstance).map(Element.class::cast);
    }
}
