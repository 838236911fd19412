package offhook.pbx.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ServerSocketFactory;

/** A simulated PBX on a port of loopback, for one client at a time. */
public final class PbxServer implements AutoCloseable {

    private final SimulatedPbx pbx;
    private final ServerSocket server;
    private final Thread thread = new Thread(this::serve, "simulated PBX");
    private Optional<Socket> client = Optional.empty();

    public PbxServer(SimulatedPbx pbx) {
        this(pbx, ServerSocketFactory.getDefault());
    }

    /** @param sockets perhaps with TLS */
    public PbxServer(SimulatedPbx pbx, ServerSocketFactory sockets) {
        this.pbx = pbx;
        try {
            server = sockets.createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var accepted = server.accept()) {
                synchronized (this) {
                    client = Optional.of(accepted);
                    write(pbx.greets());
                }
                talk(accepted);
            } catch (IOException closed) {
                synchronized (this) {
                    client = Optional.empty();
                }
            }
        }
    }

    private void talk(Socket with) throws IOException {
        var in = new BufferedReader(new InputStreamReader(with.getInputStream(), StandardCharsets.UTF_8));
        var request = new StringBuilder();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isEmpty()) {
                request.append(line).append('\n');
            } else if (!request.isEmpty()) {
                synchronized (this) {
                    write(pbx.answers(request.toString().strip()));
                }
                request.setLength(0);
            }
        }
    }

    /** Something happens at the PBX; told only while somebody is connected. */
    public synchronized void says(String event) {
        write(pbx.says(event));
    }

    private void write(String text) {
        client.ifPresent(socket -> {
            try {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            } catch (IOException gone) {
                client = Optional.empty();
            }
        });
    }

    /** Cuts whoever is connected off. */
    public synchronized void cut() {
        client.ifPresent(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        cut();
        try {
            server.close();
            thread.join(2000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
