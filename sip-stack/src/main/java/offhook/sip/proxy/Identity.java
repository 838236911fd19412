package offhook.sip.proxy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import offhook.directory.User;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipRequest;

/** Who sends a request, and who may know: RFC 3323, RFC 3325. */
public final class Identity {

    private static final String ANONYMOUS = "anonymous";

    private Identity() {}

    /** What a stranger asserts is worth nothing; whoever has proved who they are is asserted by us. */
    static void assertSender(Walk walk) {
        var request = walk.request();
        if (walk.fromPeer()) {
            return;
        }
        request.remove(HeaderName.P_ASSERTED_IDENTITY);
        request.remove(HeaderName.P_PREFERRED_IDENTITY);
        walk.sender().ifPresent(user -> request.append(HeaderName.P_ASSERTED_IDENTITY, asserted(user)));
    }

    private static String asserted(User user) {
        var name = user.name().value().replaceAll("([\"\\\\])", "\\\\$1");
        var address = '<' + user.aors().get(0).toString() + '>';
        return name.isEmpty() ? address : '"' + name + "\" " + address;
    }

    /** RFC 3325 §7: outside of those we trust, whoever asked for privacy has it. */
    static void hide(SipRequest request) {
        if (asksForPrivacy(request)) {
            request.remove(HeaderName.P_ASSERTED_IDENTITY);
        }
    }

    private static boolean asksForPrivacy(SipRequest request) {
        return request.values(HeaderName.PRIVACY).stream()
                .flatMap(value -> Arrays.stream(value.split("[;,\\s]+")))
                .anyMatch(value -> value.equalsIgnoreCase("id"));
    }

    /** Who calls: who has proved it, else what a trusted peer asserts, else From. */
    public static Caller caller(Walk walk, OwnAddresses own) {
        return caller(walk.request(), walk.sender(), walk.fromPeer(), own);
    }

    /** Who calls, says a trusted peer. */
    public static Caller callerOf(SipRequest request, OwnAddresses own) {
        return caller(request, Optional.empty(), true, own);
    }

    private static Caller caller(SipRequest request, Optional<User> sender, boolean fromPeer, OwnAddresses own) {
        var from = fromPeer ? request.address(HeaderName.P_ASSERTED_IDENTITY).orElseGet(request::from) : request.from();
        var user = sender.or(() -> fromPeer ? person(from, own) : Optional.empty());
        var address = user.map(person -> person.aors().get(0).uri())
                .or(() -> OwnAddresses.read(from.uri()))
                .orElseGet(() -> SipUri.of(ANONYMOUS, ANONYMOUS + ".invalid"));
        var name = user.map(User::name).orElseGet(() -> new DisplayName(from.displayName()));
        return new Caller(
                name, address, user.map(User::id), asksForPrivacy(request) || isAnonymous(request.from(), address));
    }

    /** A PBX writes its own domain or address behind an extension, and anything behind an international number. */
    private static Optional<User> person(NameAddr from, OwnAddresses own) {
        var uri = from.uri();
        boolean meansUs = own.isOfTheHouse(uri) || uri.user().startsWith("+");
        return meansUs ? own.find(uri).filter(User.class::isInstance).map(User.class::cast) : Optional.empty();
    }

    /** RFC 3323 §4.1.1.3. */
    private static boolean isAnonymous(NameAddr from, SipUri address) {
        var host = from.uri().host();
        return host.equals(ANONYMOUS + ".invalid")
                || address.user().toLowerCase(Locale.ROOT).equals(ANONYMOUS);
    }
}
