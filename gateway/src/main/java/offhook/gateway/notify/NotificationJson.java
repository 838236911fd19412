package offhook.gateway.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;

/** The column "details": what a notification says besides what has a column of its own. */
final class NotificationJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private NotificationJson() {}

    static String write(Notification notification) {
        if (notification instanceof MissedCall call) {
            return write(call);
        }
        return notification instanceof VoicemailLeft left ? write(left) : write((MessagesWaiting) notification);
    }

    private static String write(MessagesWaiting messages) {
        return JSON.createObjectNode().put("count", messages.count()).toString();
    }

    private static String write(MissedCall call) {
        return json(call.caller())
                .put("rang", call.rang().toMillis())
                .put("outcome", call.outcome().name())
                .put("noRoom", call.noRoom())
                .toString();
    }

    private static String write(VoicemailLeft left) {
        var json = json(left.caller()).put("length", left.length().toMillis()).put("cut", left.isCut());
        left.transcript().ifPresent(text -> json.put("transcript", text));
        return json.toString();
    }

    private static ObjectNode json(Caller caller) {
        var json = JSON.createObjectNode()
                .put("name", caller.name().value())
                .put("address", caller.address().toString())
                .put("withheld", caller.withheld());
        caller.user().ifPresent(user -> json.put("user", user.value()));
        return json;
    }

    /** @throws IllegalStateException if it was not written by us */
    static Notification read(String kind, UserId person, String event, String tag, Instant at, String details) {
        var json = parse(details);
        return switch (kind) {
            case MissedCall.KIND -> missedCall(person, event, tag, at, json);
            case MessagesWaiting.KIND ->
                new MessagesWaiting(person, event, tag, at, json.path("count").asInt());
            case VoicemailLeft.KIND, VoicemailLeft.TRANSCRIBED ->
                new VoicemailLeft(
                        person,
                        event,
                        tag,
                        caller(json),
                        at,
                        Duration.ofMillis(json.path("length").asLong()),
                        json.path("cut").asBoolean(),
                        Optional.ofNullable(json.get("transcript")).map(JsonNode::asText));
            default -> throw new IllegalStateException("the outbox holds a notification of the unknown kind " + kind);
        };
    }

    private static MissedCall missedCall(UserId person, String event, String tag, Instant at, JsonNode json) {
        return new MissedCall(
                person,
                event,
                tag,
                caller(json),
                at,
                Duration.ofMillis(json.path("rang").asLong()),
                Outcome.valueOf(json.path("outcome").asText()),
                json.path("noRoom").asBoolean());
    }

    private static Caller caller(JsonNode json) {
        return new Caller(
                new DisplayName(json.path("name").asText()),
                SipUri.parse(json.path("address").asText()),
                Optional.ofNullable(json.get("user")).map(JsonNode::asText).map(UserId::new),
                json.path("withheld").asBoolean());
    }

    private static JsonNode parse(String details) {
        try {
            return JSON.readTree(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the outbox holds what is no JSON", e);
        }
    }
}
