package offhook.demo.chat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import offhook.demo.Conditions;
import offhook.demo.StepFailed;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.impl.JidCreate;

/** A Jabber client: Smack, logged in over STARTTLS with SCRAM. It is used by one thread. */
public final class ChatClient implements AutoCloseable {

    private final String name;
    private final String who;
    private final Conditions conditions;
    private final XMPPTCPConnection connection;
    private final Roster roster;
    private final Map<String, BlockingQueue<Presence>> presences = new ConcurrentHashMap<>();
    private final BlockingQueue<Message> messages = queue();

    public ChatClient(String user, String name, String domain, String password, int port, Conditions conditions) {
        this.name = name;
        this.who = user + ".chat";
        this.conditions = conditions;
        try {
            var configuration = XMPPTCPConnectionConfiguration.builder()
                    .setXmppDomain(domain)
                    .setHostAddress(InetAddress.getLoopbackAddress())
                    .setPort(port)
                    .setUsernameAndPassword(user, password)
                    .setResource("demo")
                    .setSecurityMode(SecurityMode.required)
                    .setCustomX509TrustManager(new SelfSigned())
                    .setHostnameVerifier((host, session) -> true)
                    .build();
            connection = new XMPPTCPConnection(configuration);
            connection.addSyncStanzaListener(
                    stanza -> keep((Presence) stanza, of(String.valueOf(stanza.getFrom()))), StanzaTypeFilter.PRESENCE);
            connection.addSyncStanzaListener(stanza -> keep((Message) stanza, messages), StanzaTypeFilter.MESSAGE);
            roster = Roster.getInstanceFor(connection);
            connection.connect().login();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted");
        } catch (IOException | SmackException | XMPPException e) {
            throw new StepFailed(name + " cannot log in: " + e.getMessage());
        }
    }

    /** The names of the contacts that the server put into the roster, with their subscription. */
    public String roster() {
        try {
            roster.reloadAndWait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted");
        } catch (SmackException e) {
            throw new StepFailed(name + " got no roster: " + e.getMessage());
        }
        var text = new StringBuilder();
        roster.getEntries().forEach(entry -> text.append(text.isEmpty() ? "" : ", ")
                .append(entry.getName() == null ? entry.getJid() : entry.getName()));
        return text.toString();
    }

    /** Waits for a presence of that contact which passes the test. */
    public Presence presence(String contact, String what, Predicate<Presence> wanted) {
        return next(of(contact), what, wanted);
    }

    /** Waits for the next message that has a body. */
    public Message message(String what) {
        return next(messages, what, message -> message.getBody() != null);
    }

    /** Tells the contacts what the person is doing. */
    public void says(Presence.Mode mode, String status) {
        send(connection
                .getStanzaFactory()
                .buildPresenceStanza()
                .ofType(Presence.Type.available)
                .setMode(mode)
                .setStatus(status)
                .build());
    }

    /** Asks to see what somebody is doing. */
    public void asks(String contact) {
        send(connection
                .getStanzaFactory()
                .buildPresenceStanza()
                .ofType(Presence.Type.subscribe)
                .to(JidCreate.fromOrThrowUnchecked(contact))
                .build());
    }

    /** Writes a line to somebody. */
    public void writes(String to, String text) {
        send(connection
                .getStanzaFactory()
                .buildMessageStanza()
                .to(JidCreate.fromOrThrowUnchecked(to))
                .ofType(Message.Type.chat)
                .setBody(text)
                .build());
    }

    private void send(Stanza stanza) {
        try {
            connection.sendStanza(stanza);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted");
        } catch (SmackException e) {
            throw new StepFailed(name + " cannot send: " + e.getMessage());
        }
    }

    private <S extends Stanza> S next(BlockingQueue<S> received, String what, Predicate<S> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(conditions.patience());
        S last = null;
        try {
            for (; ; ) {
                S stanza = received.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (stanza == null) {
                    throw new StepFailed("%s's chat waited %d s for %s; the last it received: %s"
                            .formatted(name, conditions.patience(), what, last == null ? "nothing" : last));
                }
                if (wanted.test(stanza)) {
                    return stanza;
                }
                last = stanza;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted");
        }
    }

    private BlockingQueue<Presence> of(String address) {
        return presences.computeIfAbsent(address.replaceFirst("/.*", ""), contact -> queue());
    }

    private static <S> BlockingQueue<S> queue() {
        return new LinkedBlockingQueue<>(1000);
    }

    private <S extends Stanza> void keep(S stanza, BlockingQueue<S> received) {
        if (!conditions.loss().loses(who, stanza.toXML().toString()) && !received.offer(stanza)) {
            received.clear(); // nobody looks; the step that waits will say what it missed
        }
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
