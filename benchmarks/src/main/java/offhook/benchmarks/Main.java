package offhook.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import offhook.benchmarks.micro.Micro;
import offhook.benchmarks.page.Page;
import offhook.benchmarks.sip.SipBenchmark;
import offhook.benchmarks.voicemail.VoicemailBenchmark;
import offhook.benchmarks.xmpp.XmppBenchmark;

/** {@code ./offhook bench sip|xmpp|voicemail|page|micro …} */
public final class Main {

    private static final String USAGE =
            """
            usage: offhook bench sip [ROUNDS [offhook|kamailio|kamailio-sqlite …]]
                   offhook bench xmpp [ROUNDS [SERVER,… [WORKLOAD,… [SECONDS]]]]   "all" stands for all of them
                   offhook bench voicemail [ROUNDS [CALLS [SECONDS]]]
                   offhook bench page FILE                                         what was printed, into docs/performance.md
                   offhook bench micro [ROUNDS]""";

    private Main() {}

    public static void main(String[] args) throws Exception {
        var home = Path.of(System.getProperty("offhook.home"));
        try {
            switch (argument(args, 0, "")) {
                case "sip" ->
                    new SipBenchmark(home, System.out)
                            .run(
                                    number(args, 1, 3),
                                    args.length > 2
                                            ? List.of(args).subList(2, args.length)
                                            : List.of("offhook", "kamailio"));
                case "xmpp" ->
                    new XmppBenchmark(home, Duration.ofSeconds(number(args, 4, 6)), System.out)
                            .run(number(args, 1, 1), list(args, 2), list(args, 3));
                case "voicemail" ->
                    new VoicemailBenchmark(home, System.out)
                            .run(number(args, 1, 3), number(args, 2, 200), Duration.ofSeconds(number(args, 3, 60)));
                case "page" -> Page.write(Path.of(argument(args, 1, "")), home.resolve("docs/performance.md"));
                case "micro" -> Micro.run(number(args, 1, 3));
                default -> throw new IllegalArgumentException(USAGE);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static int number(String[] args, int place, int otherwise) {
        return Integer.parseInt(argument(args, place, Integer.toString(otherwise)));
    }

    /** Empty for all. */
    private static List<String> list(String[] args, int place) {
        var text = argument(args, place, "all");
        return text.equals("all") ? List.of() : List.of(text.split(","));
    }

    private static String argument(String[] args, int place, String otherwise) {
        return args.length > place ? args[place] : otherwise;
    }
}
