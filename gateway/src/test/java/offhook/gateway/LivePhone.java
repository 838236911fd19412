package offhook.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/** A phone on a UDP socket, message by message. */
final class LivePhone implements AutoCloseable {

    private static final int PATIENCE_MS = 20_000;

    private static final Pattern RECORD_ROUTE = Pattern.compile("(?im)^Record-Route:\\s*(.*?)\\s*$");

    private final String user;
    private final String from;
    private final String domain;
    private final InetSocketAddress server;
    private final DatagramSocket socket;
    private String callId = "";
    private String toTag = "";
    private int sequence;

    /**
     * @param from the domain of the phone's user: the server's, or that of a stranger
     * @param domain the server's
     */
    LivePhone(InetSocketAddress server, String user, String from, String domain) throws IOException {
        this.server = server;
        this.user = user;
        this.from = from;
        this.domain = domain;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(PATIENCE_MS);
    }

    /** Registers with the password; returns the status. */
    int register(String password) throws IOException {
        callId = UUID.randomUUID().toString();
        toTag = "";
        var uri = "sip:" + domain;
        send("REGISTER", uri, self(), "", "Expires: 600");
        var challenge = hears("SIP/2.0 401");
        send(
                "REGISTER",
                uri,
                self(),
                "",
                "Expires: 600",
                "Authorization: " + digest(challenge, password, "REGISTER", uri));
        return status(hears("SIP/2.0 "));
    }

    /** Calls somebody as a stranger would; returns the final response. */
    String invite(String callee) throws IOException {
        begin(callee);
        return hears("SIP/2.0 [2-6]");
    }

    /** The same with an offer of PCMU, to be heard at a port here. */
    String invite(String callee, int audio) throws IOException {
        begin(
                callee,
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + audio
                        + " RTP/AVP 0\r\n",
                "Content-Type: application/sdp");
        return hears("SIP/2.0 [2-6]");
    }

    /** An INVITE, whatever becomes of it. */
    void begin(String callee) throws IOException {
        begin(callee, "");
    }

    private void begin(String callee, String body, String... more) throws IOException {
        callId = UUID.randomUUID().toString();
        toTag = "";
        var uri = "sip:" + callee + '@' + domain;
        send("INVITE", uri, uri, body, more);
    }

    String callId() {
        return callId;
    }

    /** CANCEL of the INVITE that was sent last: same branch, same number. */
    void cancel(String callee) throws IOException {
        var uri = "sip:" + callee + '@' + domain;
        sequence--;
        send("CANCEL", uri, uri, "");
    }

    /** ACK of a 2xx, along its Record-Route if there is one. */
    void acknowledge(String ok) throws IOException {
        within("ACK", ok, sequence);
    }

    /** BYE of the call that a 2xx began. */
    void bye(String ok) throws IOException {
        within("BYE", ok, ++sequence);
    }

    private void within(String method, String ok, int number) throws IOException {
        toTag = header(ok, "To").replaceAll(".*(;tag=[^;\\s]+).*", "$1");
        var target = header(ok, "Contact").replaceAll(".*<([^>]*)>.*", "$1");
        sequence = number - 1;
        var to = header(ok, "To").replaceAll(".*<([^>]*)>.*", "$1");
        send(
                method,
                target,
                to,
                "",
                RECORD_ROUTE
                        .matcher(ok)
                        .results()
                        .map(it -> "Route: " + it.group(1))
                        .toArray(String[]::new));
    }

    /** Answers a request: the same Via, From, To, Call-ID and CSeq. */
    void answer(String request, String status) throws IOException {
        var copied = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (var line : request.split("\r\n")) {
            if (line.matches("(?i)(Via|From|Call-ID|CSeq|Record-Route):.*")) {
                copied.append(line).append("\r\n");
            } else if (line.matches("(?i)To:.*")) {
                copied.append(line)
                        .append(line.contains("tag=") ? "" : ";tag=" + user)
                        .append("\r\n");
            }
        }
        transmit(copied + "Contact: <" + self() + ">\r\nContent-Length: 0\r\n\r\n");
    }

    /** Waits for a message that begins like this, and passes over others, and answers of former calls. */
    String hears(String regex) throws IOException {
        var pattern = Pattern.compile(regex);
        while (true) {
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                throw new AssertionError(user + " waited for " + regex, e);
            }
            var text = new String(packet.getData(), 0, packet.getLength(), UTF_8);
            boolean old = text.startsWith("SIP/2.0") && !header(text, "Call-ID").equals(callId);
            if (!old && pattern.matcher(text).lookingAt()) {
                return text;
            }
        }
    }

    static int status(String response) {
        return Integer.parseInt(response.substring(8, 11));
    }

    static String header(String message, String name) {
        var found = Pattern.compile("(?im)^" + name + ":\\s*(.*?)\\s*$").matcher(message);
        assertThat(found.find()).as(name + " in " + message).isTrue();
        return found.group(1);
    }

    private String self() {
        return "sip:" + user + "@127.0.0.1:" + socket.getLocalPort();
    }

    private void send(String method, String uri, String to, String body, String... more) throws IOException {
        sequence++;
        var address = method.equals("REGISTER") ? "sip:" + user + '@' + domain : to;
        transmit(method + ' ' + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bK" + callId + sequence
                + (method.equals("ACK") ? "ack" : "") + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:" + user + '@' + from + ">;tag=" + user + "\r\n"
                + "To: <" + address + '>' + toTag + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + sequence + ' ' + method + "\r\n"
                + "Contact: <" + self() + ">\r\n"
                + String.join("\r\n", more) + (more.length > 0 ? "\r\n" : "")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private void transmit(String message) throws IOException {
        var bytes = message.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, server));
    }

    private String digest(String challenge, String password, String method, String uri) {
        var asked = Pattern.compile("(?im)^WWW-Authenticate:(?=.*MD5).*?nonce=\"([^\"]+)\"")
                .matcher(challenge);
        assertThat(asked.find()).as(challenge).isTrue();
        var realm = domain;
        var response = md5(md5(user + ':' + realm + ':' + password) + ':' + asked.group(1) + ":00000001:c:auth:"
                + md5(method + ':' + uri));
        return "Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\"" + asked.group(1) + "\", uri=\""
                + uri + "\", response=\"" + response + "\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\"";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
