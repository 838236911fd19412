package offhook.pbx.esl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.pbx.link.Session;
import offhook.pbx.link.Wire;

/**
 * A login at the event socket of FreeSWITCH that listens: the events of channels as JSON, and the list of channels at the
 * beginning and from time to time. Belongs to the loop of the connection.
 */
final class EslSession implements Session {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String EVENTS = "event json CHANNEL_CREATE CHANNEL_CALLSTATE CHANNEL_BRIDGE CHANNEL_UNBRIDGE"
            + " CHANNEL_UUID CHANNEL_HANGUP_COMPLETE MESSAGE_WAITING\n\n";

    private final Wire wire;
    private final Seat seat;
    private final EslPassword password;
    private final EslListener events;
    private final EslFrame.Reader reader;
    private Consumer<String> reply = text -> {};
    private boolean listing;

    EslSession(Wire wire, Seat seat, EslPassword password, EslListener events) {
        this.wire = wire;
        this.seat = seat;
        this.password = password;
        this.events = events;
        reader = new EslFrame.Reader(this::said, () -> seat.fails("this is no event socket of FreeSWITCH"));
    }

    @Override
    public void received(byte[] bytes) {
        reader.received(bytes);
    }

    /** There is nothing smaller to ask than what is of use anyway. */
    @Override
    public void ping() {
        sync();
    }

    @Override
    public void sync() {
        if (!listing) {
            listing = true;
            wire.send("api show channels as json\n\n");
        }
    }

    private void said(EslFrame frame) {
        switch (frame.type()) {
            case "auth/request" -> {
                reply = this::authenticated;
                wire.send("auth " + password.text() + "\n\n");
            }
            case "command/reply" -> reply.accept(frame.reply());
            case "text/event-json" -> object(frame.body()).ifPresent(events::happens);
            case "api/response" -> listed(frame.body());
            case "text/rude-rejection" ->
                seat.fails("our address is not admitted (apply-inbound-acl): "
                        + frame.body().strip());
            default -> {}
        }
    }

    private void authenticated(String text) {
        if (text.startsWith("+OK")) {
            reply = this::listening;
            wire.send(EVENTS);
        } else {
            seat.fails("the password is refused: " + text);
        }
    }

    private void listening(String text) {
        if (text.startsWith("+OK")) {
            reply = more -> {};
            sync();
        } else {
            seat.fails("no events are to be had: " + text);
        }
    }

    private void listed(String body) {
        listing = false;
        try {
            var list = JSON.readTree(body);
            if (list == null || !list.has("row_count")) {
                seat.fails("the list of channels cannot be read");
                return;
            }
            var rows = new ArrayList<Map<String, String>>();
            list.path("rows").forEach(row -> rows.add(fields(row)));
            events.listed(rows);
            seat.synced();
        } catch (JsonProcessingException e) {
            seat.fails("the list of channels cannot be read");
        }
    }

    private static Optional<Map<String, String>> object(String body) {
        try {
            return Optional.of(fields(JSON.readTree(body)));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    private static Map<String, String> fields(JsonNode object) {
        var fields = new LinkedHashMap<String, String>();
        object.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }
}
