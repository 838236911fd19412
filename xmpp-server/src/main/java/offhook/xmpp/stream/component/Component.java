package offhook.xmpp.stream.component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;

/** A program outside that serves a domain, and the stream on which it is connected, if it is. Safe to share. */
final class Component implements Service {

    private final Jid jid;
    private final String secret;
    private final AtomicReference<ComponentStream> stream = new AtomicReference<>();

    Component(ComponentConfig config) {
        jid = Jid.of(config.name());
        secret = config.secret().text();
    }

    /** §3: the SHA-1 of the stream's id and the secret, compared in the same time whatever is wrong. */
    boolean isProven(String streamId, String handshake) {
        return MessageDigest.isEqual(
                handshake(streamId, secret).getBytes(StandardCharsets.UTF_8),
                handshake.getBytes(StandardCharsets.UTF_8));
    }

    static String handshake(String streamId, String secret) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest((streamId + secret).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** A stream speaks for it from now on; the one before it, or null, does not any more. */
    ComponentStream connected(ComponentStream newcomer) {
        return stream.getAndSet(newcomer);
    }

    void gone(ComponentStream old) {
        stream.compareAndSet(old, null);
    }

    @Override
    public Jid jid() {
        return jid;
    }

    @Override
    public String name() {
        return jid.domain();
    }

    @Override
    public String identity() {
        return "component/generic";
    }

    @Override
    public boolean isPresent() {
        return stream.get() != null;
    }

    @Override
    public void received(Message message) {
        send(message);
    }

    /** Nobody is told that presence goes nowhere. */
    @Override
    public void received(Presence presence) {
        var there = stream.get();
        if (there != null) {
            there.send(presence);
        }
    }

    @Override
    public boolean received(Iq iq) {
        send(iq);
        return true;
    }

    private void send(Stanza stanza) {
        var there = stream.get();
        if (there == null) {
            throw new StanzaError(StanzaError.Condition.REMOTE_SERVER_TIMEOUT, "the component is not connected");
        }
        if (!there.send(stanza)) {
            throw StanzaError.resourceConstraint("the component does not keep up");
        }
    }

    @Override
    public String toString() {
        return jid.toString();
    }
}
