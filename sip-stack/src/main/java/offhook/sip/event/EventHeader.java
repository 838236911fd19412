package offhook.sip.event;

import java.util.Arrays;
import java.util.Optional;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;

/**
 * The Event of a SUBSCRIBE, NOTIFY or PUBLISH, RFC 6665 §8.2.1.
 *
 * @param name of the package
 * @param id tells several subscriptions of one dialog apart
 */
record EventHeader(String name, Optional<String> id) {

    private static final int LONGEST = 128;

    /**
     * Where there is none, it names no package.
     *
     * @throws SipFailure 400 if it cannot be read
     */
    static EventHeader of(SipRequest request) {
        var value = request.value(HeaderName.EVENT).orElse("");
        if (value.length() > LONGEST || !value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new SipFailure(400, "Bad Event");
        }
        var parts = value.split(";");
        var id = Arrays.stream(parts)
                .skip(1)
                .map(String::strip)
                .filter(part -> part.regionMatches(true, 0, "id=", 0, 3))
                .map(part -> part.substring(3))
                .findFirst();
        return new EventHeader(parts.length == 0 ? "" : parts[0].strip(), id);
    }

    @Override
    public String toString() {
        return name + id.map(text -> ";id=" + text).orElse("");
    }
}
