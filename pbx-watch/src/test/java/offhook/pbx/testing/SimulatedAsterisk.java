package offhook.pbx.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Manager Interface of an Asterisk, played from asterisk/messages.txt. It remembers its channels by "id", so that an event
 * says only what is new; "dest" names the channel that is dialled.
 */
public final class SimulatedAsterisk implements SimulatedPbx {

    private static final Templates MESSAGES = new Templates("/asterisk/messages.txt");
    private static final String CHALLENGE = "1234567890";

    private final String user;
    private final String password;
    private final Map<String, Map<String, String>> channels = new LinkedHashMap<>();
    private boolean authenticated;

    /** Whether the user may list channels. */
    public boolean mayList = true;

    public SimulatedAsterisk(String user, String password) {
        this.user = user;
        this.password = password;
    }

    static List<Templates.Line> lines() {
        return MESSAGES.lines();
    }

    @Override
    public String greets() {
        authenticated = false;
        return MESSAGES.fill("greeting", Map.of()).get(0) + "\r\n";
    }

    @Override
    public String answers(String request) {
        var action = new HashMap<String, String>();
        request.lines().map(line -> line.split(": ", 2)).forEach(field -> action.put(field[0], field[1]));
        var id = Map.of("actionid", action.getOrDefault("ActionID", ""), "challenge", CHALLENGE);
        return switch (action.get("Action")) {
            case "Challenge" -> message("challenge", id);
            case "Login" -> {
                authenticated = user.equals(action.get("Username")) && key().equals(action.get("Key"));
                yield authenticated ? message("accepted", id) : message("refused", id);
            }
            case "Ping" -> message("pong", id);
            case "CoreShowChannels" -> authenticated && mayList ? list(id) : message("denied", id);
            default -> throw new AssertionError("Asterisk would not know " + request);
        };
    }

    private String key() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5")
                            .digest((CHALLENGE + password).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private String list(Map<String, String> id) {
        var text = new StringBuilder(message("list", id));
        channels.values().forEach(channel -> {
            var values = new HashMap<>(channel);
            values.putAll(id);
            text.append(message("CoreShowChannel", values));
        });
        var count = new HashMap<>(id);
        count.put("count", String.valueOf(channels.size()));
        return text.append(message("CoreShowChannelsComplete", count)).toString();
    }

    @Override
    public String says(String line) {
        var said = Said.of(line);
        var values = new LinkedHashMap<String, String>();
        if (said.values().containsKey("id")) {
            var channel = channels.computeIfAbsent(said.values().get("id"), id -> new LinkedHashMap<>());
            channel.putAll(said.values());
            channel.keySet().removeIf(name -> name.startsWith("dest") || name.equals("status") || name.equals("cause"));
            values.putAll(channel);
        }
        values.putAll(said.values());
        if (values.containsKey("dest")) {
            channels.get(values.get("dest")).forEach((name, value) -> values.put("dest." + name, value));
            said.values().forEach((name, value) -> {
                if (name.startsWith("dest.")) {
                    channels.get(values.get("dest")).put(name.substring(5), value);
                    values.put(name, value);
                }
            });
        }
        if (said.kind().equals("Hangup")) {
            channels.remove(values.get("id"));
        }
        return message(said.kind(), values);
    }

    /** A channel is gone and nobody is told: Asterisk was started again, or the connection was cut. */
    public void forget(String id) {
        channels.remove(id);
    }

    private static String message(String name, Map<String, String> values) {
        return String.join("\r\n", MESSAGES.fill(name, values)) + "\r\n\r\n";
    }
}
