package offhook.gateway.chat;

import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import offhook.directory.Directory;
import offhook.sip.text.TextListener;
import offhook.sip.text.TextSender;
import offhook.xmpp.XmppCore;
import offhook.xmpp.stanza.Message;

/** What people write to each other, whatever they hold in their hands. Safe to share. */
public final class PhoneChat {

    private final TextsToChat in;
    private final TextsToPhones out;

    /**
     * Neither side need be there before the first message.
     *
     * @param pbx the host and the domain of the PBX
     */
    public PhoneChat(
            Directory directory,
            Set<String> pbx,
            ChatConfig config,
            Supplier<XmppCore> chat,
            Supplier<TextSender> phones) {
        var correspondents = new Correspondents(directory, pbx);
        in = new TextsToChat(correspondents, config, () -> UUID.randomUUID().toString(), (message, then) -> chat.get()
                .submit(message, then));
        out = new TextsToPhones(
                directory,
                correspondents,
                (from, to, text, then) -> phones.get().send(from, to, text, then),
                error -> chat.get().route(error));
    }

    /** Where phones' texts go. */
    public TextListener fromPhones() {
        return in;
    }

    /** Takes a message to an address of {@code phone.<domain>}; throws a StanzaError to refuse it. */
    public void toPhones(Message message) {
        out.send(message);
    }
}
