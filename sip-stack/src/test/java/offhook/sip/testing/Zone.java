package offhook.sip.testing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.runtime.net.dns.NameService;
import offhook.sip.message.Host;

/** What DNS knows, in memory: answers are there at once, or, for what is {@link #unknown}, nobody can be asked. */
public final class Zone implements NameService {

    private final Map<String, List<Naptr>> naptrs = new HashMap<>();
    private final Map<String, List<Srv>> srvs = new HashMap<>();
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    public Zone naptr(String domain, int order, int preference, String service, String replacement) {
        naptrs.computeIfAbsent(domain, d -> new ArrayList<>())
                .add(new Naptr(order, preference, "s", service, replacement));
        return this;
    }

    public Zone srv(String name, int priority, int weight, int port, String target) {
        srvs.computeIfAbsent(name, n -> new ArrayList<>()).add(new Srv(priority, weight, port, target));
        return this;
    }

    public Zone address(String host, String... literals) {
        for (var literal : literals) {
            addresses
                    .computeIfAbsent(host, h -> new ArrayList<>())
                    .add(Host.literal(literal).orElseThrow());
        }
        return this;
    }

    /** Questions about this name are not answered. */
    public Zone unknown(String name) {
        unknown.add(name);
        return this;
    }

    /** Every name that was asked about, in order. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public CompletionStage<List<Naptr>> naptr(String domain) {
        return answer(naptrs, domain);
    }

    @Override
    public CompletionStage<List<Srv>> srv(String name) {
        return answer(srvs, name);
    }

    @Override
    public CompletionStage<List<InetAddress>> addresses(String host) {
        return answer(addresses, host);
    }

    private <T> CompletionStage<List<T>> answer(Map<String, List<T>> known, String name) {
        asked.add(name);
        return unknown.contains(name)
                ? CompletableFuture.failedStage(new IllegalStateException("no name server"))
                : CompletableFuture.completedStage(List.copyOf(known.getOrDefault(name, List.of())));
    }
}
