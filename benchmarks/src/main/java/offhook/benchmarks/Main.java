package offhook.benchmarks;

import java.nio.file.Path;
import java.util.List;
import offhook.benchmarks.micro.Micro;
import offhook.benchmarks.sip.SipBenchmark;
import offhook.benchmarks.xmpp.XmppBenchmark;

/** {@code ./offhook bench sip|xmpp|idle|micro [ROUNDS [SERVER…]]} */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        var home = Path.of(System.getProperty("offhook.home"));
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        var names = args.length > 2 ? List.of(args).subList(2, args.length) : List.<String>of();
        switch (args.length == 0 ? "" : args[0]) {
            case "sip" ->
                new SipBenchmark(home, System.out)
                        .run(rounds, names.isEmpty() ? List.of("offhook", "kamailio") : names);
            case "xmpp" ->
                new XmppBenchmark(home, System.out)
                        .run(rounds, names.isEmpty() ? List.of("offhook", "prosody", "ejabberd") : names);
            case "idle" ->
                new XmppBenchmark(home, System.out).idle(rounds, names.isEmpty() ? List.of("offhook") : names);
            case "micro" -> Micro.run(rounds);
            default -> {
                System.err.println(
                        """
                        usage: offhook bench sip [ROUNDS [offhook|kamailio|kamailio-sqlite …]]
                               offhook bench xmpp [ROUNDS [offhook|prosody|ejabberd …]]
                               offhook bench idle [ROUNDS [offhook|prosody|ejabberd …]]
                               offhook bench micro [ROUNDS]""");
                System.exit(2);
            }
        }
    }
}
