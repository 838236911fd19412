package offhook.sip.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Host;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipMessage;
import offhook.sip.message.Uri;
import offhook.sip.registrar.Gruus;
import offhook.sip.registrar.Phones;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;

/** Phones behind address translation name an address that nobody can reach: they are reached where they sent from. */
final class Nat {

    private Nat() {}

    /** Whether a phone that sent from there names a private address that is not the one it sent from. */
    static boolean hides(Uri contact, InetSocketAddress source) {
        return Host.literal(contact.host())
                .filter(named -> isPrivate(named) && !named.equals(source.getAddress()))
                .isPresent();
    }

    /** Puts the address a message came from into its Contact, where the one that stands there is of no use. */
    static void correctContact(SipMessage message, Flow source, Phones phones) {
        var contact = contact(message)
                .filter(address ->
                        hides(address.uri(), source.remote()) || isUnknownBrowser(address.uri(), source, phones));
        if (contact.isEmpty()) {
            return;
        }
        var remote = source.remote();
        var uri = contact.get().uri().withHostPort(Host.of(remote.getAddress()), remote.getPort());
        boolean isNamed = uri.param("transport").isPresent() || uri.scheme().equals("sips");
        var named = isNamed || source.protocol() == Protocol.UDP
                ? uri
                : uri.withParams(
                        uri.params().with("transport", source.protocol().param()));
        message.set(
                HeaderName.CONTACT, NameAddr.of(named, contact.get().params()).toString());
    }

    /** RFC 7118 §5: a browser does not know its own address; if it has registered, its connection is known by its Contact. */
    private static boolean isUnknownBrowser(Uri contact, Flow source, Phones phones) {
        return source.protocol().isWebSocket()
                && Host.literal(contact.host()).isEmpty()
                && !Gruus.isGruu(contact)
                && phones.connection(contact).isEmpty();
    }

    /** A dialog has one Contact, RFC 3261 §12.1.1; one that cannot be read is left alone. */
    private static Optional<NameAddr> contact(SipMessage message) {
        var contacts = message.values(HeaderName.CONTACT);
        if (contacts.size() != 1 || contacts.get(0).equals("*")) {
            return Optional.empty();
        }
        try {
            return message.address(HeaderName.CONTACT)
                    .filter(address -> address.uri().isSip());
        } catch (SipFailure unreadable) {
            return Optional.empty();
        }
    }

    /** RFC 1918, RFC 6598, RFC 4193, link-local. */
    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || (bytes.length == 4 && first == 100 && (second & 0xc0) == 64)
                || (bytes.length == 16 && (first & 0xfe) == 0xfc);
    }
}
