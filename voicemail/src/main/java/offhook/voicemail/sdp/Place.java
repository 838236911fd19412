package offhook.voicemail.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import offhook.runtime.config.IpLiteral;

/** Where a stream goes: the address of its {@code c=} line and the ports. */
final class Place {

    private Place() {}

    /** Reads {@code IN IP4 192.0.2.1}; a name is as good as nothing, since nobody asks the DNS in the middle of a call. */
    static Optional<InetAddress> address(String connection) {
        var words = connection.split(" +");
        return words.length == 3 && words[0].equals("IN") ? IpLiteral.parse(words[2]) : Optional.empty();
    }

    /** RFC 3264 §8.4: the old way to put somebody on hold. */
    static boolean isNowhere(String connection) {
        return address(connection).filter(InetAddress::isAnyLocalAddress).isPresent();
    }

    static Optional<InetSocketAddress> rtp(SessionDescription session, MediaDescription stream) {
        return address(session, stream).map(address -> new InetSocketAddress(address, stream.port()));
    }

    /** RFC 3605 §2.1: its own port and perhaps address, else the port above. */
    static Optional<InetSocketAddress> rtcp(SessionDescription session, MediaDescription stream) {
        var said = stream.attributes().first("rtcp").map(value -> value.split(" +", 2));
        if (said.isPresent() && said.get()[0].matches("\\d{1,5}")) {
            int port = Integer.parseInt(said.get()[0]);
            var address = said.get().length == 2 ? address(said.get()[1]) : address(session, stream);
            return port > 0 && port < 65_536
                    ? usable(address).map(at -> new InetSocketAddress(at, port))
                    : Optional.empty();
        }
        return stream.port() == 65_535
                ? Optional.empty()
                : address(session, stream).map(address -> new InetSocketAddress(address, stream.port() + 1));
    }

    private static Optional<InetAddress> address(SessionDescription session, MediaDescription stream) {
        return usable(session.connection(stream).flatMap(Place::address));
    }

    /** Nothing is ever sent to a group or to everybody. */
    private static Optional<InetAddress> usable(Optional<InetAddress> address) {
        return address.filter(one -> !one.isAnyLocalAddress() && !one.isMulticastAddress() && !isBroadcast(one));
    }

    private static boolean isBroadcast(InetAddress address) {
        return address.getHostAddress().equals("255.255.255.255");
    }

    static String family(InetAddress address) {
        return (address.getAddress().length == 4 ? "IP4 " : "IP6 ")
                + address.getHostAddress().split("%", 2)[0];
    }
}
