package offhook.sip.event;

import java.util.Optional;
import java.util.regex.Pattern;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;

/**
 * The Event of a SUBSCRIBE or PUBLISH, RFC 6665 §8.2.1.
 *
 * @param name of the package
 * @param id tells several subscriptions of one dialog apart
 */
record EventHeader(String name, Optional<String> id) {

    private static final int LONGEST = 128;

    /** RFC 3261 §25.1. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");

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
        if (value.isEmpty()) {
            return new EventHeader("", Optional.empty());
        }
        var header = request.header(HeaderName.EVENT, javax.sip.header.EventHeader.class)
                .orElseThrow();
        var id = Optional.ofNullable(header.getEventId()).filter(text -> !text.isEmpty());
        if (id.isPresent() && !TOKEN.matcher(id.get()).matches()) {
            throw new SipFailure(400, "Bad Event"); // it goes back as it stands, in each NOTIFY
        }
        return new EventHeader(header.getEventType(), id);
    }

    @Override
    public String toString() {
        return name + id.map(text -> ";id=" + text).orElse("");
    }
}
