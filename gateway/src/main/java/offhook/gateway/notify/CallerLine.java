package offhook.gateway.notify;

import java.util.Map;
import java.util.Optional;
import offhook.directory.address.PhoneNumber;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;

/** How a caller is shown, called back and told apart. */
record CallerLine(Caller caller) {

    /** The topic of callers who withhold their number. */
    static final String ANONYMOUS = "anonymous";

    /** "Romeo Montague (+1 555 0123)", or as much of it as is known. */
    String shown(Words words) {
        if (caller.withheld()) {
            return words.get("withheld");
        }
        var name = caller.name().value();
        var number = number();
        if (name.isEmpty()) {
            return number.orElseGet(this::bareAddress);
        }
        return number.filter(n -> !n.equals(name))
                .map(n -> name + " (" + n + ')')
                .orElse(name);
    }

    /** {@code tel:} for a number that the whole world can dial, else {@code sip:}; empty for a withheld one. */
    Optional<String> callBack() {
        return caller.withheld() ? Optional.empty() : Optional.of(target());
    }

    /** What alerts about this caller have in common: an E.164 number, or the address, short if it is of our domain. */
    String topic(String ownDomain) {
        if (caller.withheld()) {
            return ANONYMOUS;
        }
        var uri = caller.address();
        return e164().map(PhoneNumber::e164)
                .orElseGet(() -> uri.host().equals(ownDomain) && !uri.user().isEmpty() ? uri.user() : bareAddress());
    }

    /** The number as people read it; a name in place of a number is none. */
    private Optional<String> number() {
        return e164().map(PhoneDigits::spaced)
                .or(() -> Optional.of(caller.address().user()).filter(user -> user.matches("[0-9*#]+")));
    }

    private Optional<PhoneNumber> e164() {
        var user = caller.address().user();
        return user.matches("\\+[1-9][0-9]{1,14}") ? Optional.of(new PhoneNumber(user)) : Optional.empty();
    }

    private String target() {
        return e164().map(number -> "tel:" + number).orElseGet(() -> plain().toString());
    }

    /** Without the parameters, which belong to the call that is over; a tel URI needs its context. */
    private SipUri plain() {
        var uri = caller.address();
        return uri.host().isEmpty() ? uri : new SipUri(uri.scheme(), uri.user(), uri.host(), uri.port(), Map.of());
    }

    private String bareAddress() {
        var uri = caller.address();
        return uri.user().isEmpty() || uri.host().isEmpty() ? uri.user() + uri.host() : uri.user() + '@' + uri.host();
    }
}
