package offhook.gateway.voicemail;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.address.Jid;
import offhook.gateway.notify.Words;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemails;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Refusal;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * {@code voicemail.<domain>}, where voicemails come from, each from a resource of its own: whoever writes "heard", "keep" or
 * "delete" back does that to it. Safe to share.
 *
 * <p>A marker (XEP-0333) of the message with the file is no such word: clients send it for what was on the screen.
 */
public final class VoicemailContact implements Service {

    private final Jid jid;
    private final Directory directory;
    private final Supplier<Voicemails> voicemails;
    private final Predicate<Message> markers;
    private final Consumer<Stanza> out;

    /**
     * @param voicemails need not be there before the first message
     * @param markers takes those that say what was on the screen
     * @param out takes answers
     */
    public VoicemailContact(
            Directory directory, Supplier<Voicemails> voicemails, Predicate<Message> markers, Consumer<Stanza> out) {
        this.jid = address(directory.domain());
        this.directory = directory;
        this.voicemails = voicemails;
        this.markers = markers;
        this.out = out;
    }

    public static Jid address(String domain) {
        return Jid.of("voicemail." + domain);
    }

    @Override
    public Jid jid() {
        return jid;
    }

    @Override
    public String name() {
        return "Voicemail";
    }

    @Override
    public String identity() {
        return "gateway/sip";
    }

    @Override
    public void received(Message message) {
        if (message.type() == Message.Type.ERROR
                || markers.test(message)
                || message.body().isEmpty()) {
            return; // chat states and receipts
        }
        if (message.type() == Message.Type.GROUPCHAT) {
            throw StanzaError.serviceUnavailable("a voicemail is no room");
        }
        var user = directory
                .user(message.from())
                .orElseThrow(() -> StanzaError.forbidden("only people of this server have voicemail"));
        var words = new Words(user.language());
        var wish = Wish.of(message.body().orElseThrow());
        if (wish.isEmpty() || message.to().resource().isEmpty()) {
            answer(message, words.get("voicemail.help"));
            return;
        }
        message.custody().hold();
        done(wish.get(), user, message.to().resource()).whenComplete((voicemail, failure) -> {
            if (failure == null) {
                answer(message, words.get(voicemail.map(VoicemailContact::word).orElse("voicemail.unknown")));
            } else {
                message.errorReply(Refusal.of(message, failure)).ifPresent(out);
            }
            message.custody().release();
        });
    }

    private CompletionStage<Optional<Voicemail>> done(Wish wish, User user, String id) {
        var boxes = voicemails.get();
        return switch (wish) {
            case HEARD -> boxes.heard(user.id(), id);
            case NEW -> boxes.renewed(user.id(), id);
            case KEEP -> boxes.kept(user.id(), id);
            case DELETE -> boxes.deleted(user.id(), id);
        };
    }

    private static String word(Voicemail now) {
        return switch (now.state()) {
            case NEW -> "voicemail.new";
            case HEARD -> "voicemail.heard";
            case DELETED -> "voicemail.deleted";
        };
    }

    private void answer(Message message, String text) {
        out.accept(Stanza.of(Element.of("message", Namespaces.CLIENT)
                .with("from", message.to().toString())
                .with("to", message.from().toString())
                .with("type", "chat")
                .with("id", UUID.randomUUID().toString())
                .with(Element.of("body", Namespaces.CLIENT, text))));
    }
}
