package offhook.scenarios;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A name server on loopback, RFC 1035: what it was not told of is not there. */
final class NameServer implements AutoCloseable {

    private static final int A = 1;
    private static final int SRV = 33;
    private static final int TTL = 60;
    private static final int NAME_ERROR = 3;

    private final DatagramSocket socket;
    private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();

    NameServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var server = new Thread(this::serve, "name-server");
        server.setDaemon(true);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** A host of loopback. */
    NameServer host(String name, String address) {
        try {
            return add(name, A, InetAddress.getByName(address).getAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** RFC 2782. */
    NameServer service(String name, int priority, int port, String host) {
        var target = labels(host);
        return add(
                name,
                SRV,
                ByteBuffer.allocate(6 + target.length)
                        .putShort((short) priority)
                        .putShort((short) 0)
                        .putShort((short) port)
                        .put(target)
                        .array());
    }

    private NameServer add(String name, int type, byte[] data) {
        records.computeIfAbsent(type + " " + name, all -> new CopyOnWriteArrayList<>())
                .add(data);
        return this;
    }

    private static byte[] labels(String name) {
        var bytes = ByteBuffer.allocate(name.length() + 2);
        for (String label : name.split("\\.")) {
            bytes.put((byte) label.length()).put(label.getBytes(US_ASCII));
        }
        return bytes.put((byte) 0).array();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            var question = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(question);
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, question.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException e) {
                return; // it was closed
            }
        }
    }

    /** One question, and all that is known of it. */
    private byte[] answer(ByteBuffer query) {
        short id = query.getShort(0);
        query.position(12);
        var name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(name.length() == 0 ? "" : ".").append(new String(label, US_ASCII));
        }
        int type = query.getShort();
        query.getShort();
        int end = query.position();
        var found = records.getOrDefault(type + " " + name.toString().toLowerCase(Locale.ROOT), List.of());
        var answer = ByteBuffer.allocate(512)
                .putShort(id)
                .putShort((short) (0x8580 | (found.isEmpty() ? NAME_ERROR : 0)))
                .putShort((short) 1)
                .putShort((short) found.size())
                .putInt(0)
                .put(query.duplicate().limit(end).position(12));
        for (byte[] data : found) {
            answer.putShort((short) 0xC00C) // the name of the question
                    .putShort((short) type)
                    .putShort((short) 1)
                    .putInt(TTL)
                    .putShort((short) data.length)
                    .put(data);
        }
        byte[] bytes = new byte[answer.position()];
        answer.flip().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        socket.close();
    }
}
