package offhook.xmpp.stanza;

import java.util.Locale;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Name;
import offhook.xmpp.xml.Namespaces;

/** A request or its answer, RFC 6120 §8.2.3. Every one keeps rules 1, 2, 5 and 6. Immutable and safe to share. */
public final class Iq extends Stanza {

    private final Type type;

    Iq(Fragment fragment, Jid from, Jid to, Custody custody) {
        super(fragment, from, to, custody);
        if (fragment.id() == null) {
            throw StanzaError.badRequest("an iq needs an id");
        }
        this.type = Type.of(fragment.type());
        if (isRequest() && children().size() != 1) {
            throw StanzaError.badRequest("a request has exactly one child element");
        }
        if (type == Type.RESULT && children().size() > 1) {
            throw StanzaError.badRequest("a result has at most one child element");
        }
    }

    /** A request of our own. */
    public static Iq request(Type type, String id, Jid from, Jid to, Element payload) {
        return (Iq) Stanza.of(Element.of("iq", Namespaces.CLIENT)
                .with("type", type.text())
                .with("id", id)
                .with("from", from == null ? null : from.toString())
                .with("to", to == null ? null : to.toString())
                .with(payload));
    }

    public Type type() {
        return type;
    }

    /** Whether it wants an answer: get or set. */
    public boolean isRequest() {
        return type == Type.GET || type == Type.SET;
    }

    /** What a request asks for: the name of its one child. */
    public Name request() {
        return children().get(0);
    }

    /** The one child of a request. */
    public Element payload() {
        return element().children().get(0);
    }

    /** The answer to this request, with nothing inside. */
    public Iq result() {
        return (Iq) Stanza.of(emptyResult());
    }

    /** The answer to this request. */
    public Iq result(Element payload) {
        return (Iq) Stanza.of(emptyResult().with(payload));
    }

    private Element emptyResult() {
        return Element.of("iq", Namespaces.CLIENT)
                .with("type", "result")
                .with("id", id())
                .with("from", fragment().to())
                .with("to", fragment().from());
    }

    @Override
    public Iq addressed(Jid newFrom, Jid newTo) {
        return new Iq(readdressed(newFrom, newTo), newFrom, newTo, custody());
    }

    @Override
    public Iq in(Custody newCustody) {
        return newCustody == custody() ? this : new Iq(fragment(), from(), to(), newCustody);
    }

    @Override
    public Iq to(Jid newTo) {
        return addressed(from(), newTo);
    }

    @Override
    public Iq from(Jid newFrom) {
        return addressed(newFrom, to());
    }

    /** RFC 6120 §8.2.3 rule 2. */
    public enum Type {
        GET,
        SET,
        RESULT,
        ERROR;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Type of(String text) {
            return switch (text == null ? "" : text) {
                case "get" -> GET;
                case "set" -> SET;
                case "result" -> RESULT;
                case "error" -> ERROR;
                default -> throw StanzaError.badRequest("the type of an iq is get, set, result or error");
            };
        }
    }
}
