package offhook.sip.registrar;

import java.util.Optional;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipFailure;

/**
 * Which device a binding is of, and which of its flows.
 *
 * @param instance what "+sip.instance" says, without its brackets (RFC 5626 §4.1); "" if it is not there
 * @param regId the number of the flow (RFC 5626 §4.2); 0 if the binding is one of RFC 3261
 * @param series what its temporary GRUUs have in common (RFC 5627 §5.1), and nobody else can see; "" without instance
 */
public record Device(String instance, int regId, String series) {

    /** Of a phone that says nothing of itself. */
    public static final Device UNKNOWN = new Device("", 0, "");

    private static final int LONGEST = 200;

    /**
     * @param outbound whether flows are of any meaning
     * @throws SipFailure 400 if what it says cannot be read
     */
    static Device of(NameAddr contact, boolean outbound) {
        var instance = contact.param("+sip.instance").map(Device::unquoted).orElse("");
        var regId = contact.param("reg-id").filter(id -> outbound && !instance.isEmpty());
        return new Device(instance, regId.map(Device::number).orElse(0), "");
    }

    private static String unquoted(String text) {
        var plain = text.replaceAll("^\"<|>\"$", "");
        if (plain.isEmpty() || plain.length() > LONGEST || plain.length() != text.length() - 4) {
            throw new SipFailure(400, "Bad Contact: +sip.instance");
        }
        return plain;
    }

    /** RFC 5626 §10: 1 to 2^31 - 1. */
    private static int number(String text) {
        return Optional.of(text)
                .filter(digits -> digits.matches("\\d{1,10}"))
                .map(Long::parseLong)
                .filter(number -> number > 0 && number <= Integer.MAX_VALUE)
                .orElseThrow(() -> new SipFailure(400, "Bad Contact: reg-id"))
                .intValue();
    }

    public boolean isFlow() {
        return regId > 0;
    }

    boolean isSame(Device other) {
        return !instance.isEmpty() && instance.equals(other.instance);
    }

    boolean isSameFlow(Device other) {
        return isFlow() && regId == other.regId && isSame(other);
    }

    Device in(String newSeries) {
        return new Device(instance, regId, newSeries);
    }
}
