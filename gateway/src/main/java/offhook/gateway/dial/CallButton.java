package offhook.gateway.dial;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.sip.control.ControlListener;
import offhook.sip.control.Ending;
import offhook.sip.control.Stage;
import offhook.xmpp.jingle.CallTaker;
import offhook.xmpp.jingle.Proposal;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;

/**
 * The Call button of a chat client rings the user's own phone, XEP-0353: the client hears that it rings, and that it is busy
 * once the phone is picked up, since they talk there. Safe to share.
 */
final class CallButton implements CallTaker {

    private final Directory directory;
    private final NumberReader numbers;
    private final Dialling dialling;
    private final Predicate<User> hasPhone;
    private final Consumer<Stanza> out;
    private final Jid service;
    private final Map<Key, Runnable> ringing = new ConcurrentHashMap<>();

    /** The client's name for a call. */
    private record Key(UserId person, String id) {}

    /** @param hasPhone whether somebody has a phone that can be reached */
    CallButton(
            Directory directory,
            NumberReader numbers,
            Dialling dialling,
            Predicate<User> hasPhone,
            Consumer<Stanza> out,
            Jid service) {
        this.directory = directory;
        this.numbers = numbers;
        this.dialling = dialling;
        this.hasPhone = hasPhone;
        this.out = out;
        this.service = service;
    }

    /** To one of us who has no client for calls: only if both could talk by phone. */
    @Override
    public boolean takes(Proposal call) {
        var person = directory.user(call.from()).filter(hasPhone);
        var callee = directory.user(call.to()).filter(hasPhone);
        if (person.isEmpty() || callee.isEmpty() || callee.equals(person)) {
            return false;
        }
        begin(person.get(), call);
        return true;
    }

    /** To somebody behind the service. @throws StanzaError if that is nobody's address */
    void toService(Proposal call) {
        var person = directory
                .user(call.from())
                .orElseThrow(() -> StanzaError.forbidden("only people of this server call by chat"));
        if (call.to().local().isEmpty()) {
            throw StanzaError.itemNotFound("this is nobody's address");
        }
        begin(person, call);
    }

    private void begin(User person, Proposal call) {
        var key = new Key(person.id(), call.id());
        Consumer<String> tell = line -> out.accept(Lines.chat(service, call.from(), line));
        out.accept(Stanza.of(call.ringing()));
        try {
            var to = numbers.of(person, call.to())
                    .orElseThrow(
                            () -> new CannotCall("refused.unreadable", call.to().local()));
            ringing.put(key, () -> {});
            var giveUp = dialling.call(person, to, tell, new Button(key, call));
            ringing.computeIfPresent(key, (same, before) -> giveUp);
        } catch (CannotCall why) {
            ringing.remove(key);
            out.accept(Stanza.of(call.busy()));
            tell.accept(why.in(new DialWords(person)));
        }
    }

    @Override
    public boolean ends(Proposal call) {
        var giveUp = directory.user(call.from()).map(person -> ringing.remove(new Key(person.id(), call.id())));
        giveUp.ifPresent(Runnable::run);
        return giveUp.isPresent();
    }

    /** The client's part is over when the phone is picked up, or will not be. */
    private final class Button implements ControlListener {

        private final Key key;
        private final Proposal call;

        Button(Key key, Proposal call) {
            this.key = key;
            this.call = call;
        }

        @Override
        public void reached(Stage stage) {
            if (stage == Stage.CALLING) {
                over();
            }
        }

        @Override
        public void ended(Ending why) {
            over();
        }

        private void over() {
            if (ringing.remove(key) != null) {
                out.accept(Stanza.of(call.busy()));
            }
        }
    }
}
