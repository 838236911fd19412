package offhook.xmpp.stanza;

import java.util.Locale;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Namespaces;

/** A presence, RFC 6121 §4.7. Immutable and safe to share. */
public final class Presence extends Stanza {

    private final Type type;

    Presence(Fragment fragment, Jid from, Jid to, Custody custody) {
        super(fragment, from, to, custody);
        this.type = Type.of(fragment.type());
    }

    /** A presence of our own with nothing inside. */
    public static Presence of(Type type, Jid from, Jid to) {
        return (Presence) Stanza.of(Element.of("presence", Namespaces.CLIENT)
                .with("type", type.text())
                .with("from", from.toString())
                .with("to", to == null ? null : to.toString()));
    }

    public Type type() {
        return type;
    }

    /** {@code <show/>} as it stands: away, chat, dnd or xa from those who keep to §4.7.2.1. */
    public Optional<String> show() {
        return childText("show");
    }

    /** The first {@code <status/>}. */
    public Optional<String> status() {
        return childText("status");
    }

    /**
     * §4.7.2.3: 0 where none is given.
     *
     * @throws StanzaError bad-request if it is no number from -128 to 127
     */
    public byte priority() {
        String text = childText("priority").orElse("0").strip();
        try {
            return Byte.parseByte(text);
        } catch (NumberFormatException e) {
            throw StanzaError.badRequest("priority is no number from -128 to 127");
        }
    }

    @Override
    public Presence addressed(Jid newFrom, Jid newTo) {
        return new Presence(readdressed(newFrom, newTo), newFrom, newTo, custody());
    }

    @Override
    public Presence in(Custody newCustody) {
        return newCustody == custody() ? this : new Presence(fragment(), from(), to(), newCustody);
    }

    /** The same presence as somebody may keep it for long: no tree is parsed of it yet, and nobody waits for it. */
    public Presence kept() {
        return new Presence(fragment(), from(), to(), Custody.NONE);
    }

    @Override
    public Presence to(Jid newTo) {
        return addressed(from(), newTo);
    }

    @Override
    public Presence from(Jid newFrom) {
        return addressed(newFrom, to());
    }

    /** RFC 6121 §4.7.1; {@code AVAILABLE} is the absence of the attribute. */
    public enum Type {
        AVAILABLE,
        ERROR,
        PROBE,
        SUBSCRIBE,
        SUBSCRIBED,
        UNAVAILABLE,
        UNSUBSCRIBE,
        UNSUBSCRIBED;

        /** The value of the attribute, or null. */
        public String text() {
            return this == AVAILABLE ? null : name().toLowerCase(Locale.ROOT);
        }

        private static Type of(String text) {
            if (text == null) {
                return AVAILABLE;
            }
            return switch (text) {
                case "error" -> ERROR;
                case "probe" -> PROBE;
                case "subscribe" -> SUBSCRIBE;
                case "subscribed" -> SUBSCRIBED;
                case "unavailable" -> UNAVAILABLE;
                case "unsubscribe" -> UNSUBSCRIBE;
                case "unsubscribed" -> UNSUBSCRIBED;
                default -> throw StanzaError.badRequest("unknown type of presence");
            };
        }
    }
}
