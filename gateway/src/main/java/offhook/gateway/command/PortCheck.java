package offhook.gateway.command;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import offhook.gateway.command.Settings.Port;

/**
 * Whether the ports are free.
 *
 * @param running whether a server has them now, which is as it should be
 */
record PortCheck(Settings settings, boolean running) {

    Stream<Finding> findings() {
        if (running) {
            return Stream.of();
        }
        var ops = new Port("ops", false, settings.ops().http());
        return Stream.concat(settings.ports().stream(), Stream.of(ops)).map(PortCheck::finding);
    }

    private static Finding finding(Port port) {
        var address = new InetSocketAddress(port.at().address(), port.at().port());
        var name = '[' + port.section() + "] " + port.at() + (port.udp() ? " (udp)" : " (tcp)");
        try {
            bind(port.udp(), address);
            return Finding.ok(name + " is free");
        } catch (IOException e) {
            return Finding.wrong(name + " cannot be listened on: " + e.getMessage());
        }
    }

    private static void bind(boolean udp, InetSocketAddress address) throws IOException {
        if (udp) {
            new DatagramSocket(address).close();
            return;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        }
    }
}
