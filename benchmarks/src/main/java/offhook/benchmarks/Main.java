package offhook.benchmarks;

import java.nio.file.Path;
import java.util.List;
import offhook.benchmarks.sip.SipBenchmark;

/** {@code ./offhook bench sip [ROUNDS [SERVER…]]} */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0 || !args[0].equals("sip")) {
            System.err.println("usage: offhook bench sip [ROUNDS [offhook|kamailio|kamailio-sqlite …]]");
            System.exit(2);
        }
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        var names = args.length > 2 ? List.of(args).subList(2, args.length) : List.of("offhook", "kamailio");
        new SipBenchmark(Path.of(System.getProperty("offhook.home")), System.out).run(rounds, names);
    }
}
