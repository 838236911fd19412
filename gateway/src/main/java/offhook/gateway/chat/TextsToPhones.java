package offhook.gateway.chat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import offhook.directory.Directory;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import offhook.sip.registrar.Gruus;
import offhook.sip.text.Text;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;

/** A message to somebody behind {@code phone.<domain>} becomes a MESSAGE, RFC 7572 §4. Safe to share. */
final class TextsToPhones {

    /** How many of one sender may be on their way at once. */
    private static final int MOST_AT_ONCE = 20;

    private final Directory directory;
    private final Correspondents correspondents;
    private final Sender sender;
    private final Consumer<Stanza> errors;
    private final Map<UserId, Integer> sending = new ConcurrentHashMap<>();

    /** The SIP side. */
    @FunctionalInterface
    interface Sender {
        void send(Uri from, Uri to, Text text, Consumer<SipResponse> then);
    }

    /** @param errors takes what is told to senders later */
    TextsToPhones(Directory directory, Correspondents correspondents, Sender sender, Consumer<Stanza> errors) {
        this.directory = directory;
        this.correspondents = correspondents;
        this.sender = sender;
        this.errors = errors;
    }

    /** @throws StanzaError if nobody could ever get it */
    void send(Message message) {
        if (message.type() == Message.Type.ERROR) {
            return;
        }
        var to = correspondents
                .toSip(message.to())
                .orElseThrow(() -> StanzaError.serviceUnavailable("this address tells of calls and reads nothing"));
        if (message.type() == Message.Type.GROUPCHAT) {
            throw StanzaError.serviceUnavailable("a phone is no room");
        }
        var user = directory
                .user(message.from())
                .orElseThrow(() -> StanzaError.forbidden("only people of this server write to phones"));
        var from = Correspondents.addressOf(user)
                .orElseThrow(() -> StanzaError.notAllowed("without a SIP address nobody could answer"));
        if (message.body().isEmpty()) {
            return; // chat states, receipts and markers are nothing to a phone
        }
        if (sending.merge(user.id(), 1, Integer::sum) > MOST_AT_ONCE) {
            sent(user.id());
            throw StanzaError.resourceConstraint("too many messages to phones at once");
        }
        message.custody().hold();
        sender.send(with(from, message.from()), with(to, message.to()), text(message), response -> {
            sent(user.id());
            if (response.status() >= 300) {
                message.errorReply(error(response)).ifPresent(errors);
            }
            message.custody().release();
        });
    }

    /** RFC 7572 §4: the resource is the device. */
    private static Uri with(Uri address, Jid jid) {
        return jid.isBare() ? address : Gruus.publicGruu(address, jid.resource());
    }

    private void sent(UserId user) {
        sending.computeIfPresent(user, (key, count) -> count == 1 ? null : count - 1);
    }

    private static Text text(Message message) {
        var language = message.lang();
        return new Text(
                message.body().orElseThrow(),
                message.subject().orElse(""),
                language == null ? "" : language,
                message.thread().orElse(""));
    }

    private static StanzaError error(SipResponse response) {
        var contact = response.address(HeaderName.CONTACT)
                .map(address -> address.uri().toString())
                .orElse("");
        return ErrorMapping.toXmpp(response.status(), response.reason(), contact);
    }
}
