package offhook.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One run of SIPp. */
final class Sipp {

    private static final int SECONDS = 30;

    private final Play play;
    private final Process process;
    private final Path folder;

    private Sipp(Play play, Process process, Path folder) {
        this.play = play;
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts it, and waits until it can be reached.
     *
     * @param parent where it keeps its files
     */
    static Sipp start(InetSocketAddress server, Play play, Path parent) {
        try {
            Path folder = Files.createTempDirectory(parent, play.scenario());
            Path file = folder.resolve("scenario.xml");
            try (var resource = Sipp.class.getResourceAsStream("/sipp/" + play.scenario() + ".xml")) {
                Files.writeString(file, play.edited(new String(resource.readAllBytes(), UTF_8)));
            }
            var command = new ArrayList<>(List.of(
                    "sipp",
                    server.getAddress().getHostAddress() + ":" + server.getPort(),
                    "-sf",
                    file.toString(),
                    "-timeout",
                    "" + SECONDS,
                    "-timeout_error",
                    "-nostdin",
                    "-trace_err",
                    "-error_file",
                    folder.resolve("errors").toString(),
                    "-trace_msg",
                    "-message_file",
                    folder.resolve("messages").toString()));
            command.addAll(play.options());
            if (!play.callers().isEmpty()) {
                Path callers = folder.resolve("callers.csv");
                Files.writeString(callers, "SEQUENTIAL\n" + String.join(";\n", play.callers()) + ";\n");
                command.addAll(List.of("-inf", callers.toString()));
            }
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            await().pollInterval(Duration.ofMillis(10)).until(() -> !process.isAlive() || Ports.isBound(play.port()));
            return new Sipp(play, process, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String callId() {
        return play.callId();
    }

    /** Waits until it has sent or received so many messages whose first line begins so. */
    void reaches(int times, SippLog.Way way, String startLine) {
        await("SIPp " + play.scenario() + " to have " + way + " " + startLine)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> log().count(way, startLine) >= times);
    }

    /** Waits until its call is answered. */
    void talks() {
        talks(1);
    }

    /** Waits until its call is answered for the first time and offered anew so many times less one. */
    void talks(int times) {
        reaches(times, play.callId().isEmpty() ? SippLog.Way.RECEIVED : SippLog.Way.SENT, "ACK ");
    }

    /**
     * Ends the pause of a call that was played {@link Play#untilTold}, by an INFO that the scenario waits for in its
     * place. Without a tag it belongs to no dialog, and SIPp finds the call by its Call-ID.
     */
    void goesOn(String callId) {
        byte[] info =
                """
                INFO sip:go-on@127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-%s
                From: <sip:test@127.0.0.1>
                To: <sip:test@127.0.0.1>
                Call-ID: %s
                CSeq: 1 INFO
                Content-Length: 0

                """
                        .formatted(UUID.randomUUID(), callId)
                        .replace("\n", "\r\n")
                        .getBytes(UTF_8);
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.send(new DatagramPacket(info, info.length, InetAddress.getByName(play.address()), play.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void goesOn() {
        goesOn(play.callId());
    }

    /** Waits for the end of the scenario and insists that every step of it happened. */
    void succeeds() {
        ends();
        if (process.exitValue() != 0) {
            throw new AssertionError("SIPp " + play.scenario() + " ended with " + process.exitValue() + "\n" + said());
        }
    }

    /** Waits for the end, whatever it is. */
    void ends() {
        try {
            if (!process.waitFor(SECONDS + 10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Ends it now. */
    void stop() {
        process.destroyForcibly().onExit().join();
    }

    SippLog log() {
        return new SippLog(text("messages"));
    }

    private String said() {
        return text("errors") + '\n' + text("messages");
    }

    private String text(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
