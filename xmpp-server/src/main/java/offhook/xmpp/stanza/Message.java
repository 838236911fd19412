package offhook.xmpp.stanza;

import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Attribute;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Fragment;

/** A message, RFC 6121 §5. Immutable and safe to share. */
public final class Message extends Stanza {

    private final Type type;
    private final Filing filing;

    Message(Fragment fragment, Jid from, Jid to, Custody custody) {
        this(fragment, from, to, custody, Type.of(fragment.type()), null);
    }

    private Message(Fragment fragment, Jid from, Jid to, Custody custody, Type type, Filing filing) {
        super(fragment, from, to, custody);
        this.type = type;
        this.filing = filing;
    }

    /** The same message but for these. */
    private Message(Message other, Attribute addressee, Jid to, Custody custody, Filing filing) {
        super(other.shared(), addressee, other.from(), to, custody);
        this.type = other.type;
        this.filing = filing;
    }

    public Type type() {
        return type;
    }

    public Optional<String> body() {
        return childText("body");
    }

    public Optional<String> subject() {
        return childText("subject");
    }

    public Optional<String> thread() {
        return childText("thread");
    }

    @Override
    public Message addressed(Jid newFrom, Jid newTo) {
        return new Message(readdressed(newFrom, newTo), newFrom, newTo, custody(), type, filing);
    }

    @Override
    public Message in(Custody newCustody) {
        return newCustody == custody() ? this : new Message(this, addressee(), to(), newCustody, filing);
    }

    /** Where the account that has it at this stage of its way files it; empty where nobody does. */
    public Optional<Filing> filing() {
        return Optional.ofNullable(filing);
    }

    /** The same message, filed there; null for nowhere. */
    public Message filed(Filing newFiling) {
        return newFiling == filing ? this : new Message(this, addressee(), to(), custody(), newFiling);
    }

    /** The same message with one more element at the end, which is of another namespace than that of stanzas. */
    public Message with(Element child) {
        return new Message(fragment().with(child), from(), to(), custody(), type, filing);
    }

    @Override
    public Message to(Jid newTo) {
        return addressed(from(), newTo);
    }

    /** The same message to one of those who get it. */
    public Message to(Addressee one) {
        return to() == null ? new Message(this, one.to(), one.jid(), custody(), filing) : to(one.jid());
    }

    @Override
    public Message from(Jid newFrom) {
        return addressed(newFrom, to());
    }

    /** RFC 6121 §5.2.2. */
    public enum Type {
        CHAT,
        ERROR,
        GROUPCHAT,
        HEADLINE,
        NORMAL;

        /** No type and any unknown one count as normal. */
        private static Type of(String text) {
            if (text == null) {
                return NORMAL;
            }
            return switch (text) {
                case "chat" -> CHAT;
                case "error" -> ERROR;
                case "groupchat" -> GROUPCHAT;
                case "headline" -> HEADLINE;
                default -> NORMAL;
            };
        }
    }
}
