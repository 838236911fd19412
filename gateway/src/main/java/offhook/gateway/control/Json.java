package offhook.gateway.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;

/** Records as JSON; what is null is left out. Safe to share. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}

    static byte[] write(Object record) {
        try {
            return MAPPER.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that cannot be written as JSON", e);
        }
    }

    static <T> T read(byte[] json, Class<T> type) throws IOException {
        return MAPPER.readValue(json, type);
    }

    /** The body of a request. Fails with HttpFailure, which never quotes it: there may be a password in it. */
    static <T> T read(Request request, Class<T> type) {
        try {
            var read = MAPPER.readValue(request.body(), type);
            if (read == null) {
                throw new HttpFailure(400, "expected an object in JSON");
            }
            return read;
        } catch (JsonProcessingException e) {
            var place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ')';
            throw new HttpFailure(400, "expected a " + type.getSimpleName() + " in JSON" + place);
        } catch (IOException e) {
            throw new HttpFailure(400, "the body cannot be read");
        }
    }
}
