package offhook.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code ./offhook demo}: plays the story, then stays up so that the reader can log in. */
public final class Main {

    private static final String HELP =
            """
            Usage: offhook demo [--once]
            Starts Offhook on loopback with three people in a temporary folder and plays a story
            with real phones (SIP over UDP), chat clients (XMPP over TLS) and a mail server.
              --once   end after the story: exit code 0 only if every step happened
              --help   this text""";

    /** Smack complains of "phone.capulet.example", a contact without a user. Loggers that nobody holds forget their level. */
    private static final Logger SMACK = Logger.getLogger("org.jivesoftware.smack");

    private Main() {}

    public static void main(String[] args) {
        var options = List.of(args);
        if (options.contains("--help") || options.contains("-h")) {
            System.out.println(HELP);
            return;
        }
        if (!options.isEmpty() && !options.equals(List.of("--once"))) {
            System.err.println("offhook demo: unknown option " + String.join(" ", options) + "\n" + HELP);
            System.exit(2);
        }
        String classpath = System.getenv("OFFHOOK_SERVER_CLASSPATH");
        if (classpath == null) {
            System.err.println("offhook demo: start it with ./offhook demo");
            System.exit(2);
        }
        System.exit(run(Installation.of(classpath), Map.of(), Conditions.FAIR, !options.isEmpty(), System.out));
    }

    /**
     * Sets up the stage and plays.
     *
     * @param changes values of the configuration by section and key, as TOML
     * @return the exit code: 0 if every step happened
     */
    public static int run(
            Installation installation,
            Map<String, Map<String, String>> changes,
            Conditions conditions,
            boolean once,
            PrintStream out) {
        SMACK.setLevel(Level.SEVERE);
        var transcript = new Transcript(out);
        try (var stage = new Stage(installation, changes, conditions)) {
            try {
                new Story(stage, transcript).play();
            } catch (StepFailed e) {
                transcript.plain("\nIt ended here: " + e.getMessage() + "\nThe server's log ends with:");
                transcript.quote(stage.server().lastOfLog(20));
                return 1;
            }
            transcript.plain("\nEvery step happened.");
            if (!once) {
                invite(stage, transcript);
                waitForTheEnd(stage);
            }
            return 0;
        } catch (StepFailed | IOException e) {
            transcript.plain("\nThe stage cannot be set up: " + e.getMessage());
            return 1;
        }
    }

    private static void invite(Stage stage, Transcript transcript) {
        var xmpp = stage.server().address("xmpp");
        var sip = stage.server().address("sip-udp");
        transcript.plain("\nOffhook stays up until you press Ctrl-C. Join in:");
        transcript.plain("  Jabber client: server 127.0.0.1, port " + xmpp.getPort()
                + ", STARTTLS, accept the self-signed certificate");
        transcript.plain("  Softphone:     domain " + Stage.DOMAIN + ", outbound proxy sip:127.0.0.1:" + sip.getPort());
        for (Person person : stage.people()) {
            transcript.plain("  %-19s JID %s, SIP user %s, extension %s, password %s"
                    .formatted(
                            person.name() + ":", person.jid(), person.user(), person.extension(), person.password()));
        }
        transcript.plain("  Log and data:  " + stage.folder());
    }

    /** Until Ctrl-C: the virtual machine ends us, and the hook takes the stage down. */
    private static void waitForTheEnd(Stage stage) {
        var never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                stage.close();
            } catch (IOException e) {
                System.err.println("offhook demo: " + e.getMessage());
            }
        }));
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
