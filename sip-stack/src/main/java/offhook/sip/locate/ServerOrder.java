package offhook.sip.locate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import offhook.runtime.net.dns.NameService.Srv;

/** In which order servers are tried: RFC 2782, "Usage rules". */
final class ServerOrder {

    private ServerOrder() {}

    /** By priority; those of one priority at random, in proportion to their weight. */
    static List<Srv> of(List<Srv> records, RandomGenerator random) {
        // "placing all those with weight 0 at the beginning of the list"
        var left = new ArrayList<>(records);
        left.sort(Comparator.comparingInt(Srv::priority).thenComparingInt(Srv::weight));
        var ordered = new ArrayList<Srv>();
        while (!left.isEmpty()) {
            ordered.add(left.remove(next(left, random)));
        }
        return ordered;
    }

    private static int next(List<Srv> left, RandomGenerator random) {
        int priority = left.get(0).priority();
        int count = 0;
        int sum = 0;
        while (count < left.size() && left.get(count).priority() == priority) {
            sum += left.get(count).weight();
            count++;
        }
        int drawn = random.nextInt(sum + 1);
        int at = 0;
        int running = left.get(0).weight();
        while (running < drawn) {
            at++;
            running += left.get(at).weight();
        }
        return at;
    }
}
