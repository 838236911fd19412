package offhook.gateway.dial;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.gateway.chat.Correspondents;
import offhook.gateway.notify.MissedCallsConfig;
import offhook.gateway.notify.MissedCallsConfig.ChatThread;
import offhook.runtime.storage.Database;
import offhook.sip.SipCore;
import offhook.sip.call.Caller;
import offhook.sip.call.RecentCalls;
import offhook.xmpp.XmppCore;
import offhook.xmpp.jingle.Proposal;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;

/** Where people call from chat: the address {@code phone.<domain>}, and menus. Safe to share. */
public final class DialDesk {

    private final DialConfig config;
    private final Supplier<MissedCallsConfig> alerts;
    private final NumberReader numbers;
    private final Jid service;
    private final Consumer<Stanza> out;
    private final Dialling dialling;
    private final Bot bot;
    private final CallCommands commands;
    private final CallButton button;
    private final CallableNumbers callable;

    /**
     * What it stands on.
     *
     * @param pool runs what blocks
     * @param phones is there when the first call is asked for; likewise chat
     * @param alerts how missed calls are told now
     */
    public record Ground(
            Directory directory,
            Correspondents correspondents,
            Database database,
            Executor pool,
            InstantSource clock,
            Supplier<SipCore> phones,
            Supplier<XmppCore> chat,
            Supplier<MissedCallsConfig> alerts) {}

    public DialDesk(DialConfig config, Ground on) {
        this.config = config;
        alerts = on.alerts;
        service = Jid.of("phone." + on.directory.domain());
        numbers = new NumberReader(on.directory, on.correspondents);
        dialling = new Dialling(config, () -> on.phones.get().control(), on.clock);
        var history = new History(on.directory, new RecentCalls(on.database));
        out = stanza -> on.chat.get().route(stanza);
        bot = new Bot(on.directory, numbers, dialling, history, on.pool, out, on.clock);
        commands = new CallCommands(on.directory, numbers, dialling, history, out, service);
        callable = new CallableNumbers(service, out);
        button = new CallButton(
                on.directory,
                numbers,
                dialling,
                person -> !on.phones.get().bindings().of(person.id()).isEmpty() || on.correspondents.isAtPbx(person),
                out,
                service);
    }

    /** Offers what it can; before the XMPP side starts. */
    public void open(XmppCore chat) {
        if (config.enabled()) {
            commands.offer(chat.commands());
            if (config.jingle()) {
                chat.calls().go(button);
            }
        }
    }

    /**
     * Takes what is written to {@code phone.<domain>} itself, and calls to anybody there.
     *
     * @return false if it is for somebody else
     * @throws offhook.xmpp.stanza.StanzaError to refuse it
     */
    public boolean takes(Message message) {
        if (!config.enabled()) {
            return false;
        }
        var begun = Proposal.begun(message);
        var ended = Proposal.retracted(message);
        if (begun.isPresent() && config.jingle()) {
            button.toService(begun.get());
        } else if (ended.isPresent()) {
            ended.ifPresent(button::ends);
        } else if (message.to().local().isEmpty() || isCallBack(message)) {
            bot.received(message);
        } else {
            return false;
        }
        return true;
    }

    /** Takes questions for what those behind {@code phone.<domain>} can do. */
    public boolean takes(Iq iq) {
        return offersButton() && callable.answers(iq);
    }

    /** What is sent in the name of one of those; clients show their Call button by it. */
    public Stanza told(Stanza stanza) {
        return offersButton() ? callable.told(stanza) : stanza;
    }

    private boolean offersButton() {
        return config.enabled() && config.jingle();
    }

    /** In a thread for each caller an alert is answered at the caller's address, where other words are texts to them. */
    private boolean isCallBack(Message message) {
        return alerts.get().thread() == ChatThread.CALLER
                && message.body().map(String::strip).filter("1"::equals).isPresent();
    }

    /**
     * What calls somebody back from a person's own phone; empty if that cannot be. What becomes of the call they read in chat.
     */
    public Optional<Runnable> callBack(User person, Caller caller) {
        try {
            return config.enabled() ? Optional.of(call(person, numbers.of(person, caller))) : Optional.empty();
        } catch (CannotCall nobody) {
            return Optional.empty();
        }
    }

    private Runnable call(User person, Dialled to) {
        return () -> {
            try {
                dialling.call(person, to, line -> out.accept(Lines.chat(service, person.jid(), line)), Bot.NOBODY);
            } catch (CannotCall why) {
                out.accept(Lines.chat(service, person.jid(), why.in(new DialWords(person))));
            }
        };
    }

    /** Somebody is removed. */
    public void forget(UserId person) {
        dialling.forget(person);
    }
}
