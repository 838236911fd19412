package offhook.pbx.ami;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import offhook.pbx.link.Session;
import offhook.pbx.link.Wire;

/**
 * A login at the Asterisk Manager Interface that listens: MD5 challenge, the events of calls, and the list of channels at
 * the beginning and from time to time. Belongs to the loop of the connection.
 */
public final class AmiSession implements Session {

    private static final String LOGIN = "login";
    private static final String CHALLENGE = "challenge";
    private static final String CHANNELS = "channels";

    private final Wire wire;
    private final Seat seat;
    private final AmiLogin login;
    private final AmiListener events;
    private final AmiMessage.Reader reader = new AmiMessage.Reader(this::greeted, this::said);

    AmiSession(Wire wire, Seat seat, AmiLogin login, AmiListener events) {
        this.wire = wire;
        this.seat = seat;
        this.login = login;
        this.events = events;
    }

    @Override
    public void received(byte[] bytes) {
        reader.received(bytes);
    }

    @Override
    public void ping() {
        send("Ping", "ping");
    }

    @Override
    public void sync() {
        events.listBegins();
        send("CoreShowChannels", CHANNELS);
    }

    private void greeted(String banner) {
        if (banner.startsWith("Asterisk Call Manager")) {
            send("Challenge", CHALLENGE, "AuthType: MD5");
        } else {
            seat.fails("this is no Asterisk Manager Interface");
        }
    }

    private void said(AmiMessage message) {
        if (message.has("Event")) {
            event(message);
        } else if (message.get("Response").equals("Error")) {
            failed(message);
        } else if (message.get("ActionID").equals(CHALLENGE)) {
            // An answer to a challenge that an eavesdropper may hear: the password itself does not cross.
            send(
                    "Login",
                    LOGIN,
                    "AuthType: MD5",
                    "Username: " + login.user(),
                    "Key: " + key(message.get("Challenge") + login.password()),
                    "Events: call");
        } else if (message.get("ActionID").equals(LOGIN)) {
            sync();
        }
    }

    private void event(AmiMessage message) {
        if (!message.get("ActionID").equals(CHANNELS)) {
            events.happens(message);
        } else if (message.isEvent("CoreShowChannel")) {
            events.listed(message);
        } else if (message.isEvent("CoreShowChannelsComplete")) {
            events.listEnds();
            seat.synced();
        }
    }

    private void failed(AmiMessage message) {
        switch (message.get("ActionID")) {
            case CHALLENGE, LOGIN ->
                seat.fails("the login as " + login.user() + " is refused: " + message.get("Message"));
            case CHANNELS ->
                seat.fails("the user " + login.user() + " may not list channels (write = reporting in manager.conf): "
                        + message.get("Message"));
            default -> {}
        }
    }

    private static String key(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }

    private void send(String action, String id, String... fields) {
        var text = new StringBuilder("Action: ")
                .append(action)
                .append("\r\nActionID: ")
                .append(id)
                .append("\r\n");
        for (var field : fields) {
            text.append(field).append("\r\n");
        }
        wire.send(text.append("\r\n").toString());
    }
}
