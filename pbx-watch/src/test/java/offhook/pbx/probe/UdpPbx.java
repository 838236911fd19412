package offhook.pbx.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;

/** Something on a UDP port of loopback that answers SIP. */
final class UdpPbx implements AutoCloseable {

    /** The requests it got. */
    final List<SipRequest> asked = new CopyOnWriteArrayList<>();

    private final DatagramSocket socket;
    private final Thread thread = new Thread(this::serve, "simulated PBX");
    private final Function<SipRequest, List<SipMessage>> answers;

    UdpPbx(Function<SipRequest, List<SipMessage>> answers) throws IOException {
        this.answers = answers;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
            } catch (IOException closed) {
                return;
            }
            var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (MessageReader.parse(text) instanceof SipRequest request) {
                asked.add(request);
                answers.apply(request).forEach(answer -> send(answer, packet));
            }
        }
    }

    private void send(SipMessage answer, DatagramPacket to) {
        byte[] bytes = answer.encode();
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
