package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import offhook.directory.testing.TestPeople;
import offhook.sip.message.HeaderName;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.DigestClient;

/** A UDP socket that somebody phones with: it sends what the test says, and waits ten seconds for what comes. */
final class UdpPhone implements AutoCloseable {

    private final DatagramSocket socket;
    private final Supplier<InetSocketAddress> server;

    /** @param server where the server is by then: a test may start another one */
    UdpPhone(Supplier<InetSocketAddress> server) throws IOException {
        this.server = server;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(10_000);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** A request from a stranger who phones with it, outside any dialog. */
    String request(String method, String uri, String callId, int cseq) {
        return """
                %s %s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%s%d
                From: <sip:tybalt@stranger.example>;tag=%s
                To: <%s>
                Call-ID: %s
                CSeq: %d %s
                Max-Forwards: 70
                Contact: <sip:juliet@127.0.0.1:%d>
                Content-Length: 0

                """
                .formatted(method, uri, port(), callId, cseq, callId, uri, callId, cseq, method, port())
                .replace("\n", "\r\n");
    }

    /** Registers Juliet here, with her password. */
    void register() throws IOException {
        var register = request("REGISTER", "sip:capulet.example", "register", 1)
                .replaceAll("(From|To): <[^>]+>", "$1: <sip:juliet@capulet.example>");
        send(register);
        var challenge = nextFinalOr180();
        var answer = DigestClient.of(challenge, "juliet", TestPeople.password("juliet"))
                .authorization("REGISTER", "sip:capulet.example");
        send(register.replace("CSeq: 1", "CSeq: 2")
                .replace("branch=z9hG4bKregister1", "branch=z9hG4bKregister2")
                .replace("\r\n\r\n", "\r\nAuthorization: " + answer + "\r\n\r\n"));
        assertThat(nextFinalOr180().status()).isEqualTo(200);
    }

    /** Sends such a request. */
    void send(String method, String uri, String callId, int cseq) throws IOException {
        send(request(method, uri, callId, cseq));
    }

    void send(String message) throws IOException {
        send(message.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] message) throws IOException {
        socket.send(new DatagramPacket(message, message.length, server.get()));
    }

    SipMessage next() throws IOException {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        socket.receive(packet);
        return MessageReader.parse(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    }

    SipRequest nextRequest(String method) throws IOException {
        while (true) {
            if (next() instanceof SipRequest request && request.method().name().equals(method)) {
                return request;
            }
        }
    }

    SipResponse nextFinalOr180() throws IOException {
        while (true) {
            if (next() instanceof SipResponse response && response.status() > 100) {
                return response;
            }
        }
    }

    void answer(SipRequest request, int status) throws IOException {
        var response = SipResponse.to(request, status);
        response.tagTo("juliet");
        response.append(HeaderName.CONTACT, "<sip:juliet@127.0.0.1:" + port() + ">");
        send(response.toString());
    }

    @Override
    public void close() {
        socket.close();
    }
}
