package offhook.xmpp.stanza;

import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Fragment;

/** A message, RFC 6121 §5. Immutable and safe to share. */
public final class Message extends Stanza {

    private final Type type;

    Message(Fragment fragment, Jid from, Jid to, Custody custody) {
        super(fragment, from, to, custody);
        this.type = Type.of(fragment.type());
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
        return new Message(readdressed(newFrom, newTo), newFrom, newTo, custody());
    }

    @Override
    public Message in(Custody newCustody) {
        return newCustody == custody() ? this : new Message(fragment(), from(), to(), newCustody);
    }

    @Override
    public Message to(Jid newTo) {
        return addressed(from(), newTo);
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
