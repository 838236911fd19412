package offhook.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A mail server for one connection that answers each command as it was told, or not at all. */
final class ScriptedServer implements AutoCloseable {

    /** An answer that never comes. */
    static final String SILENCE = "silence";

    /** The connection ends in place of an answer. */
    static final String CUT = "cut";

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Map<String, String> answers = new HashMap<>(Map.of(
            "connect", "220 scripted.example",
            "EHLO", "250 scripted.example",
            "MAIL", "250 ok",
            "RCPT", "250 ok",
            "DATA", "354 go on",
            ".", "250 2.0.0 queued",
            "RSET", "250 ok",
            "QUIT", "221 bye"));
    private final Thread thread = new Thread(this::serve, "scripted-smtp");

    ScriptedServer() throws IOException {}

    /** Answers {@code command}, or "." for the end of the mail, or "connect". */
    ScriptedServer answering(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    ScriptedServer start() {
        thread.start();
        return this;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        try (Socket socket = listener.accept();
                var in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            boolean goesOn = answer(socket, "connect");
            boolean inData = false;
            for (String line; goesOn && (line = in.readLine()) != null; ) {
                if (!inData || line.equals(".")) {
                    String command = inData ? "." : line.split(" ", 2)[0];
                    goesOn = answer(socket, command);
                    inData = command.equals("DATA") && answers.get("DATA").startsWith("354");
                }
            }
        } catch (IOException e) {
            // The client hung up, or the test is over: either way nobody is left to be told.
            answers.clear();
        }
    }

    private boolean answer(Socket socket, String command) throws IOException {
        String answer = answers.getOrDefault(command, "500 what?");
        if (answer.equals(SILENCE)) {
            return true;
        }
        if (answer.equals(CUT)) {
            return false;
        }
        socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
