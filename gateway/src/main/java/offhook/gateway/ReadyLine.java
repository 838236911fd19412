package offhook.gateway;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The line that says where everything listens, for whoever waits for the start. */
final class ReadyLine {

    private final List<String> parts = new ArrayList<>(List.of("ready"));

    ReadyLine with(String name, List<InetSocketAddress> addresses) {
        addresses.forEach(at -> parts.add(name + '=' + host(at) + ':' + at.getPort()));
        return this;
    }

    private static String host(InetSocketAddress at) {
        String host = at.getAddress().getHostAddress();
        return host.indexOf(':') < 0 ? host : '[' + host + ']';
    }

    @Override
    public String toString() {
        return String.join(" ", parts);
    }
}
