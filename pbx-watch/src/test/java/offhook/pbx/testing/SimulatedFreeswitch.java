package offhook.pbx.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The event socket of a FreeSWITCH, played from freeswitch/messages.txt. It remembers its channels by "id", so that an event
 * says only what is new.
 */
public final class SimulatedFreeswitch implements SimulatedPbx {

    private static final Templates MESSAGES = new Templates("/freeswitch/messages.txt");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String password;
    private final Map<String, Map<String, String>> channels = new LinkedHashMap<>();

    /** Whether the access list admits us. */
    public boolean admits = true;

    public SimulatedFreeswitch(String password) {
        this.password = password;
    }

    static List<Templates.Line> lines() {
        return MESSAGES.lines();
    }

    @Override
    public String greets() {
        return admits ? frame("auth", Map.of(), "") : frame("rejected", Map.of(), "Access Denied, go away.\n");
    }

    @Override
    public String answers(String request) {
        if (request.startsWith("auth ")) {
            return frame(request.equals("auth " + password) ? "accepted" : "refused", Map.of(), "");
        }
        if (request.startsWith("event json ")) {
            return frame("listening", Map.of(), "");
        }
        if (request.equals("api show channels as json")) {
            return body("api", list());
        }
        throw new AssertionError("FreeSWITCH would not know " + request);
    }

    /** src/mod/applications/mod_commands/mod_commands.c, show_function: without a channel there are no rows at all. */
    private String list() {
        var list = JSON.createObjectNode().put("row_count", channels.size());
        if (!channels.isEmpty()) {
            var rows = list.putArray("rows");
            channels.values().forEach(channel -> rows.add(object("row", channel)));
        }
        return list.toString();
    }

    @Override
    public String says(String line) {
        var said = Said.of(line);
        var values = new LinkedHashMap<String, String>();
        if (said.values().containsKey("id")) {
            var channel = channels.computeIfAbsent(said.values().get("id"), id -> new LinkedHashMap<>());
            channel.putAll(said.values());
            values.putAll(channel);
        }
        values.putAll(said.values());
        if (said.kind().equals("CHANNEL_HANGUP_COMPLETE")) {
            channels.remove(values.get("id"));
        }
        if (values.containsKey("old")) {
            channels.remove(values.get("old"));
        }
        return body("event", object(said.kind(), values).toString());
    }

    /** A channel is gone and nobody is told: FreeSWITCH was started again, or the connection was cut. */
    public void forget(String id) {
        channels.remove(id);
    }

    private static ObjectNode object(String message, Map<String, String> values) {
        var object = JSON.createObjectNode();
        MESSAGES.fill(message, values).stream()
                .map(line -> (line + " ").split(": ", 2))
                .filter(field -> !field[1].isBlank())
                .forEach(field -> object.put(field[0], field[1].strip()));
        return object;
    }

    private static String body(String message, String body) {
        var length = body.getBytes(StandardCharsets.UTF_8).length;
        return frame(message, Map.of("length", String.valueOf(length)), body);
    }

    private static String frame(String message, Map<String, String> values, String body) {
        return String.join("\n", MESSAGES.fill(message, values)) + "\n\n" + body;
    }
}
