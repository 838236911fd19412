package offhook.demo.phone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** A UDP socket of loopback. */
final class UdpWire implements Wire {

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final byte[] buffer = new byte[65_536];

    UdpWire(InetSocketAddress server) throws IOException {
        this.server = server;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    @Override
    public String transport() {
        return "UDP";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void send(byte[] message) throws IOException {
        socket.send(new DatagramPacket(message, message.length, server));
    }

    @Override
    public byte[] receive() throws IOException {
        var datagram = new DatagramPacket(buffer, buffer.length);
        socket.receive(datagram);
        return Arrays.copyOf(buffer, datagram.getLength());
    }

    @Override
    public void close() {
        socket.close();
    }
}
