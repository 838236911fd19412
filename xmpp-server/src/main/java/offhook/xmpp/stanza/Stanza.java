package offhook.xmpp.stanza;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.runtime.bytes.Octets;
import offhook.xmpp.xml.Attribute;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Name;
import offhook.xmpp.xml.Namespaces;

/**
 * A message, presence or iq, RFC 6120 §8: what routing looks at, and the bytes as the sender wrote them. The tree is
 * parsed when it is asked for. Immutable and safe to share.
 */
public abstract sealed class Stanza permits Message, Presence, Iq {

    private static final Set<String> OLD = Set.of("jabber:iq:auth", "jabber:iq:register");

    private final Fragment fragment;
    private final Attribute addressee; // of one of many, whose fragment says nothing of whom it is to; null otherwise
    private final Jid from;
    private final Jid to;
    private final Custody custody;
    private Element element; // a race parses twice and does no harm

    Stanza(Fragment fragment, Jid from, Jid to, Custody custody) {
        this(fragment, null, from, to, custody);
    }

    Stanza(Fragment fragment, Attribute addressee, Jid from, Jid to, Custody custody) {
        this.fragment = fragment;
        this.addressee = addressee;
        this.from = from;
        this.to = to;
        this.custody = custody;
    }

    /** Whether a first-level child of a client's stream is a stanza at all. */
    public static boolean isStanza(Name name) {
        return name.namespace().equals(Namespaces.CLIENT)
                && (name.local().equals("message")
                        || name.local().equals("presence")
                        || name.local().equals("iq"));
    }

    /**
     * @throws StanzaError if an address is no JID, or the stanza breaks the rules of its kind
     * @throws IllegalArgumentException if it is no stanza
     */
    public static Stanza of(Fragment fragment) {
        return of(fragment, jid(fragment.from()), Custody.NONE);
    }

    /**
     * Likewise, of one that we know.
     *
     * @param from whom the fragment names as its sender: not parsed once more, and not held twice
     */
    public static Stanza of(Fragment fragment, Jid from, Custody custody) {
        Jid to = jid(fragment.to());
        return switch (fragment.name().local()) {
            case "message" -> new Message(fragment, from, to, custody);
            case "presence" -> new Presence(fragment, from, to, custody);
            case "iq" -> new Iq(fragment, from, to, custody);
            default -> throw new IllegalArgumentException("no stanza: " + fragment.name());
        };
    }

    /** A stanza of our own, or one that was looked into and changed; throws as {@link #of(Fragment)} does. */
    public static Stanza of(Element element) {
        return of(Fragment.of(element));
    }

    /** Takes bytes back that were a stanza's, for example from a store; throws as {@link #of(Fragment)} does. */
    public static Stanza parse(byte[] bytes) {
        return of(Fragment.parse(bytes));
    }

    /** The reply to a fragment that could not even become a stanza; empty as in {@link #errorReply}. */
    public static Optional<Stanza> errorReply(Fragment fragment, StanzaError error) {
        return errorReply(fragment, error, error.condition() != StanzaError.Condition.JID_MALFORMED);
    }

    private static Optional<Stanza> errorReply(Fragment fragment, StanzaError error, boolean addressed) {
        boolean isIq = fragment.name().local().equals("iq");
        if ((isIq && "result".equals(fragment.type())) || "error".equals(fragment.type())) {
            return Optional.empty();
        }
        return Optional.of(of(Element.of(fragment.name().local(), Namespaces.CLIENT)
                .with("type", "error")
                .with("id", isIq && fragment.id() == null ? "" : fragment.id()) // RFC 6120 §8.2.3 rule 3
                .with("from", addressed ? fragment.to() : null)
                .with("to", fragment.from())
                .with(error.quoted().or(() -> entry(fragment)).stream().toList())
                .with(isOld(fragment) ? error.toOldElement() : error.toElement())));
    }

    /** XEP-0077 §9 and XEP-0078 §5 want the errors of old besides. */
    private static boolean isOld(Fragment fragment) {
        for (var child : fragment.children()) {
            if (OLD.contains(child.namespace())) {
                return true;
            }
        }
        return false;
    }

    /** Where somebody wanted to enter a room: by this their client knows what failed, XEP-0045 §7.2. */
    private static Optional<Element> entry(Fragment fragment) {
        return fragment.name().local().equals("presence")
                ? fragment.element().child("x", Namespaces.MUC).map(x -> Element.of("x", Namespaces.MUC))
                : Optional.empty();
    }

    /** The same stanza with these addresses; null leaves one out. */
    public abstract Stanza addressed(Jid newFrom, Jid newTo);

    /** The same stanza to somebody else. */
    public abstract Stanza to(Jid newTo);

    /** The same stanza in the name of somebody else. */
    public abstract Stanza from(Jid newFrom);

    /** The same stanza, for which others are responsible. */
    public abstract Stanza in(Custody newCustody);

    /** Who is responsible for it. */
    public final Custody custody() {
        return custody;
    }

    /** Who is meant; null where the sender named nobody. */
    public final Jid to() {
        return to;
    }

    /** The sender; null where the stanza comes from the account itself. */
    public final Jid from() {
        return from;
    }

    /** The id attribute, or null. */
    public final String id() {
        return fragment.id();
    }

    /** The xml:lang attribute, or null. */
    public final String lang() {
        return fragment.lang();
    }

    /** The names of the elements directly inside. */
    public final List<Name> children() {
        return fragment.children();
    }

    /** Whether an element of this name stands directly inside. */
    public final boolean has(String name, String namespace) {
        for (var child : fragment.children()) {
            if (child.is(name, namespace)) {
                return true;
            }
        }
        return false;
    }

    public final boolean isError() {
        return "error".equals(fragment.type());
    }

    /** The first element of this name directly inside; parses only if it is there. */
    public final Optional<Element> child(String name, String namespace) {
        return has(name, namespace) ? element().child(name, namespace) : Optional.empty();
    }

    /** The whole tree. */
    public final Element element() {
        if (element == null) {
            element = fragment().element();
        }
        return element;
    }

    /** UTF-8, for a stream whose default namespace is {@link Namespaces#CLIENT}; not to be changed. */
    public final byte[] bytes() {
        return octets().bytes();
    }

    /** The same, for whoever need not have it in one piece. */
    public final Octets octets() {
        return addressee == null ? fragment.octets() : fragment.octets(addressee);
    }

    /** How many bytes it is. */
    public final int length() {
        return octets().length();
    }

    /** The error that goes back to the sender, §8.3.1; empty for an error or a result, which get none (rule 8). */
    public final Optional<Stanza> errorReply(StanzaError error) {
        return errorReply(fragment(), error, true);
    }

    @Override
    public String toString() {
        return new String(bytes(), UTF_8);
    }

    final Fragment fragment() {
        return addressee == null ? fragment : fragment.to(addressee);
    }

    /** What it shares with those to others, if it is one of many. */
    final Fragment shared() {
        return fragment;
    }

    /** Null if the fragment says whom it is to. */
    final Attribute addressee() {
        return addressee;
    }

    final Fragment readdressed(Jid newFrom, Jid newTo) {
        return fragment().with(text(newFrom), text(newTo), fragment.lang());
    }

    /** The text of a child in the namespace of stanzas. */
    final Optional<String> childText(String name) {
        return child(name, Namespaces.CLIENT).map(Element::text);
    }

    private static String text(Jid jid) {
        return jid == null ? null : jid.toString();
    }

    private static Jid jid(String text) {
        if (text == null) {
            return null;
        }
        try {
            return Jid.parse(text);
        } catch (IllegalArgumentException e) {
            throw StanzaError.jidMalformed(e.getMessage());
        }
    }
}
