package offhook.gateway.chat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.directory.address.Jid;
import offhook.sip.call.Caller;
import offhook.sip.text.Devices;
import offhook.sip.text.Text;
import offhook.sip.text.TextListener;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.stanza.StanzaError.Condition;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** A MESSAGE becomes a message, RFC 7572 §5: answered with 200 when it cannot be lost any more. Safe to share. */
final class TextsToChat implements TextListener {

    private final Correspondents correspondents;
    private final ChatConfig config;
    private final Supplier<String> ids;
    private final BiConsumer<Message, Consumer<Optional<StanzaError>>> out;

    /** @param ids makes the ids of stanzas */
    TextsToChat(
            Correspondents correspondents,
            ChatConfig config,
            Supplier<String> ids,
            BiConsumer<Message, Consumer<Optional<StanzaError>>> out) {
        this.correspondents = correspondents;
        this.config = config;
        this.ids = ids;
        this.out = out;
    }

    @Override
    public CompletionStage<Void> received(Caller from, User to, Devices devices, Text text) {
        var done = new CompletableFuture<Void>();
        var sender = with(correspondents.toXmpp(from), devices.from());
        var client = with(to.jid(), devices.to());
        submit(message(sender, client, text), done, refusal -> {
            if (!client.isBare() && refusal.condition() == Condition.SERVICE_UNAVAILABLE) {
                // That client is gone; its user is still the one who is written to.
                submit(message(sender, to.jid(), text), done, last -> refuse(done, last, true));
            } else {
                refuse(done, refusal, client.isBare());
            }
        });
        return done;
    }

    @Override
    public boolean takesSips() {
        return config.sips();
    }

    private void submit(Message message, CompletableFuture<Void> done, Consumer<StanzaError> refused) {
        out.accept(message, refusal -> refusal.ifPresentOrElse(refused, () -> done.complete(null)));
    }

    private static void refuse(CompletableFuture<Void> done, StanzaError refusal, boolean bare) {
        done.completeExceptionally(ErrorMapping.toSip(refusal, bare));
    }

    /** A device that can be no resource does not matter. */
    private static Jid with(Jid person, String device) {
        try {
            return device.isEmpty() ? person : person.withResource(device);
        } catch (IllegalArgumentException e) {
            return person;
        }
    }

    private Message message(Jid from, Jid to, Text text) {
        var message = Element.of("message", Namespaces.CLIENT)
                .with("type", config.type() == ChatConfig.Type.CHAT ? "chat" : null)
                .with("id", ids.get())
                .with("from", from.toString())
                .with("to", to.toString());
        if (!text.language().isEmpty()) {
            message = message.with("lang", Namespaces.XML, text.language());
        }
        if (!text.subject().isEmpty()) {
            message = message.with(Element.of("subject", Namespaces.CLIENT, text.subject()));
        }
        return (Message) Stanza.of(message.with(Element.of("body", Namespaces.CLIENT, text.body()))
                .with(Element.of("thread", Namespaces.CLIENT, text.conversation())));
    }
}
