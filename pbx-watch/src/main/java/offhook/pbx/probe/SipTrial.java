package offhook.pbx.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.sip.auth.Login;
import offhook.sip.message.CSeq;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Host;
import offhook.sip.message.MessageReader;
import offhook.sip.message.Method;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;

/** Asks a PBX by SIP over UDP, from a port of its own: the server may be running. Blocks. */
final class SipTrial implements AutoCloseable {

    private static final int LARGEST = 65_535;
    private static final int CHALLENGES = 2;

    private final DatagramSocket socket = new DatagramSocket();
    private final SecureRandom random = new SecureRandom();
    private final Duration patience;

    /** @param patience how long an answer may take */
    SipTrial(InetSocketAddress pbx, Duration patience) throws IOException {
        this.patience = patience;
        socket.connect(pbx);
    }

    /** The address that the PBX sees us at. */
    String here() {
        return Host.of(socket.getLocalAddress());
    }

    /**
     * Asks, and answers a challenge.
     *
     * @param uri the Request-URI, and To
     * @param from who asks
     * @param login empty to answer no challenge
     * @param fill adds what the request is about
     * @return the final response; empty if there was none
     */
    Optional<SipResponse> ask(
            Method method, Uri uri, Uri to, Uri from, Optional<Login> login, Consumer<SipRequest> fill)
            throws IOException {
        var request = new SipRequest(method, uri);
        request.append(HeaderName.MAX_FORWARDS, "70");
        request.append(HeaderName.FROM, "<" + from + ">;tag=" + token());
        request.append(HeaderName.TO, "<" + to + ">");
        request.append(HeaderName.CALL_ID, token());
        fill.accept(request);
        Optional<SipResponse> answer = Optional.empty();
        for (int i = 1; i <= CHALLENGES; i++) {
            request.set(HeaderName.CSEQ, new CSeq(i, method).toString());
            answer = send(request);
            boolean challenged = answer.filter(one -> one.status() == 401 || one.status() == 407)
                    .isPresent();
            if (!challenged || login.isEmpty() || !login.get().answer(request, answer.get())) {
                break;
            }
        }
        return answer;
    }

    private Optional<SipResponse> send(SipRequest request) throws IOException {
        var sent = request.copy();
        sent.push(
                HeaderName.VIA,
                "SIP/2.0/UDP " + here() + ':' + socket.getLocalPort() + ";branch=z9hG4bK" + token() + ";rport");
        byte[] bytes = sent.encode();
        long end = System.nanoTime() + patience.toNanos();
        for (long wait = 500; System.nanoTime() < end; wait *= 2) { // T1 of RFC 3261 §17.1.2.2
            socket.send(new DatagramPacket(bytes, bytes.length));
            var answer = wait(sent, Math.min(end, System.nanoTime() + wait * 1_000_000));
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    /** The final response to this request, if it comes in time. */
    private Optional<SipResponse> wait(SipRequest sent, long until) throws IOException {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            socket.setSoTimeout((int) Math.max(1, left / 1_000_000));
            var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return Optional.empty();
            }
            var message = read(packet);
            if (message.orElse(null) instanceof SipRequest request) {
                // A NOTIFY, or whether we are there.
                byte[] ok = SipResponse.to(request, 200).encode();
                socket.send(new DatagramPacket(ok, ok.length));
            } else if (message.orElse(null) instanceof SipResponse response
                    && response.isFinal()
                    && response.callId().equals(sent.callId())
                    && response.cseq().equals(sent.cseq())) {
                return Optional.of(response);
            }
        }
        return Optional.empty();
    }

    private static Optional<SipMessage> read(DatagramPacket packet) {
        try {
            var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            return Optional.of(MessageReader.parse(text));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Where we are reached, for a Contact. */
    String contact() {
        return "<sip:" + here() + ':' + socket.getLocalPort() + '>';
    }

    private String token() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    @Override
    public void close() {
        socket.close();
    }
}
