package offhook.gateway.chat;

import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [messages] */
@Doc("Texts between phones (SIP MESSAGE) and chat.")
public record ChatConfig(
        @Doc("What a phone's text is in chat: normal, as RFC 7572 has it, or chat.") @Default("normal") Type type,
        @Doc(
                        "Whether chat takes what is written to a sips: address, though a client there may have no TLS (RFC 7247, section 8); if not, that is refused.")
                @Default("false")
                boolean sips) {

    /** RFC 6121 §5.2.2. */
    public enum Type {
        NORMAL,
        CHAT
    }
}
