package offhook.benchmarks.voicemail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Callers at one UDP port: as many calls as wanted, each answered by voicemail, all ended together. */
final class Calls implements AutoCloseable {

    private static final int APART = 20; // ms from one caller to the next
    private static final int PATIENCE = 500; // ms without any message
    private static final int TRIES = 20;
    /** What is to be done all the time while something else is waited for. */
    interface Meanwhile {
        void run() throws IOException;
    }

    private static final Pattern AUDIO = Pattern.compile("(?m)^m=audio (\\d+) ");

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final String domain;
    private final Map<String, Call> calls = new HashMap<>();
    private final byte[] buffer = new byte[65_536];

    /** One that is answered. */
    private static final class Call {

        private final int number;
        private final int port;
        private int tries = 1;
        private String answer;

        Call(int number, int port) {
            this.number = number;
            this.port = port;
        }
    }

    Calls(InetSocketAddress server, String domain) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.socket.setSoTimeout(PATIENCE);
        this.server = server;
        this.domain = domain;
    }

    /**
     * Calls users u0, u1 …, one after the other, and waits until all have answered. Who is told to come back (503) does.
     *
     * @param ports where each caller waits for audio
     * @param meanwhile hears what comes there
     * @return where each is to send it
     */
    List<InetSocketAddress> begin(List<Integer> ports, Meanwhile meanwhile) throws IOException {
        for (int i = 0; i < ports.size(); i++) {
            var call = new Call(i, ports.get(i));
            calls.put(id(call), call);
            send(invite(call));
            listen(APART, meanwhile);
        }
        for (int tries = 0; tries < TRIES && !isAnswered(); tries++) {
            listen(PATIENCE, meanwhile);
            calls.values().stream().filter(call -> call.answer == null).forEach(call -> send(invite(call)));
        }
        if (!isAnswered()) {
            throw new IOException("not all calls were answered");
        }
        var places = new ArrayList<>(Collections.nCopies(ports.size(), (InetSocketAddress) null));
        calls.values().forEach(call -> places.set(call.number, place(call.answer)));
        return places;
    }

    private boolean isAnswered() {
        return calls.values().stream().allMatch(call -> call.answer != null);
    }

    private void listen(int milliseconds, Meanwhile meanwhile) throws IOException {
        socket.setSoTimeout(1);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (System.nanoTime() < end) {
            take();
            meanwhile.run();
        }
        socket.setSoTimeout(PATIENCE);
    }

    /** Reads one message; false if there is none. */
    private boolean take() throws IOException {
        var packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException nothing) {
            return false;
        }
        var message = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
        var call = calls.get(header(message, "Call-ID"));
        if (call != null
                && message.startsWith("SIP/2.0 2")
                && header(message, "CSeq").endsWith("INVITE")) {
            call.answer = message;
            send(inDialog(call, "ACK", call.tries));
        } else if (call != null && call.answer == null && message.startsWith("SIP/2.0 503 ")) {
            send(refused(call, message));
            call.tries++; // with those who have no answer yet
        } else if (call != null && message.startsWith("SIP/2.0 ") && message.charAt(8) > '2') {
            throw new IOException(message.lines().findFirst().orElse(""));
        }
        return true;
    }

    private static InetSocketAddress place(String answer) {
        var matcher = AUDIO.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException("an answer without audio");
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(matcher.group(1)));
    }

    private String invite(Call call) {
        var body = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + call.port
                + " RTP/AVP 0\r\n";
        return request("INVITE", uri(call), call, "INVITE" + call.tries, "<" + uri(call) + ">", call.tries)
                + "Contact: <sip:bench@127.0.0.1:" + socket.getLocalPort()
                + ">\r\nContent-Type: application/sdp\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** RFC 3261 §17.1.1.3: for an answer other than 2xx, in the branch of its INVITE. */
    private String refused(Call call, String answer) {
        return request("ACK", uri(call), call, "INVITE" + call.tries, header(answer, "To"), call.tries)
                + "Content-Length: 0\r\n\r\n";
    }

    private String uri(Call call) {
        return "sip:u" + call.number + "@" + domain;
    }

    private String id(Call call) {
        return "bench-" + socket.getLocalPort() + "-" + call.number;
    }

    private String request(String method, String uri, Call call, String branch, String to, int sequence) {
        var id = id(call);
        return method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort()
                + ";branch=z9hG4bK" + id + branch + "\r\nMax-Forwards: 70\r\nFrom: <sip:bench@127.0.0.1>;tag=" + id
                + "\r\nTo: " + to + "\r\nCall-ID: " + id + "\r\nCSeq: " + sequence + " " + method + "\r\n";
    }

    /** RFC 3261 §12.2.1.1, with a remote target and perhaps a route. */
    private String inDialog(Call call, String method, int sequence) {
        var target = header(call.answer, "Contact").replaceAll(".*<(.*)>.*", "$1");
        var routes = new ArrayList<String>();
        call.answer
                .lines()
                .filter(line -> line.startsWith("Record-Route: "))
                .forEach(line -> routes.add(0, line.replace("Record-Route", "Route") + "\r\n"));
        return request(method, target, call, method, header(call.answer, "To"), sequence) + String.join("", routes)
                + "Content-Length: 0\r\n\r\n";
    }

    private static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private void send(String message) {
        var bytes = message.getBytes(StandardCharsets.UTF_8);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hangs up everywhere. */
    @Override
    public void close() throws IOException {
        calls.values().stream()
                .filter(call -> call.answer != null)
                .forEach(call -> send(inDialog(call, "BYE", call.tries + 1)));
        while (take()) {
            // the answers
        }
        socket.close();
    }
}
