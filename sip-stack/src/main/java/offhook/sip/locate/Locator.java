package offhook.sip.locate;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import offhook.runtime.net.dns.NameService;
import offhook.runtime.net.dns.NameService.Naptr;
import offhook.runtime.net.dns.NameService.Srv;
import offhook.sip.message.Host;
import offhook.sip.message.Uri;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Target;

/** The servers that a URI leads to, RFC 3263 §4, in the order in which to try them. Safe to share. */
public final class Locator {

    /** Whoever lists more has to live with this. */
    private static final int MOST_SERVERS = 8;

    private static final int MOST_TARGETS = 12;

    private final NameService names;
    private final Outages outages;
    private final RandomGenerator random;

    public Locator(NameService names, Outages outages, RandomGenerator random) {
        this.names = names;
        this.outages = outages;
        this.random = random;
    }

    /** Where those are remembered that do not answer. */
    public Outages outages() {
        return outages;
    }

    /** Where a URI leads that names an address; empty for a name, and for a transport we do not have. */
    public static Optional<Target> literal(Uri uri) {
        return Host.literal(uri.host()).flatMap(address -> protocol(uri)
                .map(protocol -> target(uri, protocol, address, portOf(uri, protocol))));
    }

    /** Never fails: where nothing can be found out, there is no server. It may complete on any thread. */
    public CompletionStage<List<Target>> locate(Uri uri) {
        var protocol = protocol(uri);
        if (protocol.isEmpty() || Host.literal(uri.host()).isPresent()) {
            return CompletableFuture.completedFuture(literal(uri).stream().toList());
        }
        if (uri.host().endsWith(".invalid")) {
            return CompletableFuture.completedFuture(List.of());
        }
        return find(uri, protocol.get())
                .thenApply(all ->
                        outages.last(all.stream().distinct().limit(MOST_TARGETS).toList()));
    }

    /** §4.1 and §4.2. */
    private CompletionStage<List<Target>> find(Uri uri, Protocol protocol) {
        if (uri.port() != 0) {
            return addresses(uri, protocol, uri.host(), uri.port());
        }
        if (uri.param("transport").isPresent()) {
            return services(uri, List.of(protocol));
        }
        return names.naptr(uri.host()).exceptionally(unknown -> List.of()).thenCompose(records -> {
            var usable = usable(uri, records);
            return usable.isEmpty()
                    ? services(
                            uri,
                            protocol.isSecure()
                                    ? List.of(Protocol.TLS)
                                    : List.of(Protocol.UDP, Protocol.TCP, Protocol.TLS))
                    : all(usable, record -> servers(uri, service(record).orElseThrow(), record.replacement())
                            .thenApply(found -> found.orElse(List.of())));
        });
    }

    /** Without NAPTR: the services that have SRV records, and if there are none, the host itself. */
    private CompletionStage<List<Target>> services(Uri uri, List<Protocol> protocols) {
        var first = protocols.get(0);
        return all(protocols, protocol -> servers(uri, protocol, name(uri, protocol))
                        .thenApply(found -> List.of(found)))
                .thenCompose(found -> found.stream().allMatch(Optional::isEmpty)
                        ? addresses(uri, first, uri.host(), first.port())
                        : CompletableFuture.completedFuture(found.stream()
                                .flatMap(Optional::stream)
                                .flatMap(List::stream)
                                .toList()));
    }

    private static String name(Uri uri, Protocol protocol) {
        return switch (protocol) {
            case UDP -> "_sip._udp." + uri.host();
            case TLS -> "_sips._tcp." + uri.host();
            default -> "_sip._tcp." + uri.host();
        };
    }

    /** Empty if there are no SRV records; RFC 2782: the root as their target means that there is no such service. */
    private CompletionStage<Optional<List<Target>>> servers(Uri uri, Protocol protocol, String name) {
        return names.srv(name).exceptionally(unknown -> List.of()).thenCompose(records -> {
            if (records.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            var ordered = ServerOrder.of(records, random).stream()
                    .filter(record -> !record.target().isEmpty())
                    .limit(MOST_SERVERS)
                    .toList();
            return all(ordered, (Srv record) -> addresses(uri, protocol, record.target(), record.port()))
                    .thenApply(Optional::of);
        });
    }

    private CompletionStage<List<Target>> addresses(Uri uri, Protocol protocol, String host, int port) {
        return names.addresses(host).exceptionally(unknown -> List.of()).thenApply(all -> all.stream()
                .map(address -> target(uri, protocol, address, port))
                .toList());
    }

    private static Target target(Uri uri, Protocol protocol, InetAddress address, int port) {
        boolean any = uri.param("transport").isEmpty() && !protocol.isSecure();
        return new Target(protocol, new InetSocketAddress(named(uri.host(), address), port), Optional.empty(), any);
    }

    /** RFC 5922 §7.1: the certificate must be for the name that was dialled, wherever DNS says that its servers are. */
    private static InetAddress named(String host, InetAddress address) {
        try {
            return Host.literal(host).isPresent() ? address : InetAddress.getByAddress(host, address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of another length", e);
        }
    }

    private static List<Naptr> usable(Uri uri, List<Naptr> records) {
        return records.stream()
                .filter(record -> record.flags().equals("s"))
                .filter(record -> service(record)
                        .filter(protocol -> protocol.isSecure() || !uri.scheme().equals("sips"))
                        .isPresent())
                .sorted(Comparator.comparingInt(Naptr::order).thenComparingInt(Naptr::preference))
                .limit(MOST_SERVERS)
                .toList();
    }

    /** RFC 3263 §4.1. */
    private static Optional<Protocol> service(Naptr record) {
        return switch (record.service()) {
            case "SIP+D2U" -> Optional.of(Protocol.UDP);
            case "SIP+D2T" -> Optional.of(Protocol.TCP);
            case "SIPS+D2T" -> Optional.of(Protocol.TLS);
            default -> Optional.empty();
        };
    }

    private static int portOf(Uri uri, Protocol protocol) {
        return uri.port() == 0 ? protocol.port() : uri.port();
    }

    /** What the URI asks for, or else UDP and for sips TLS. With sips, "tcp" means TLS over it. */
    private static Optional<Protocol> protocol(Uri uri) {
        boolean isSecured = uri.scheme().equals("sips");
        if (!isSecured && !uri.scheme().equals("sip")) {
            return Optional.empty();
        }
        var transport = uri.param("transport").orElse(isSecured ? "tls" : "udp");
        return switch (transport.toLowerCase(Locale.ROOT)) {
            case "udp" -> isSecured ? Optional.empty() : Optional.of(Protocol.UDP);
            case "tcp" -> Optional.of(isSecured ? Protocol.TLS : Protocol.TCP);
            case "tls" -> Optional.of(Protocol.TLS);
            case "ws" -> Optional.of(isSecured ? Protocol.WSS : Protocol.WS);
            default -> Optional.empty();
        };
    }

    /** What each of them leads to, in their order, all asked for at once. */
    private static <A, B> CompletionStage<List<B>> all(List<A> of, Function<A, CompletionStage<List<B>>> ask) {
        CompletionStage<List<B>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (var answer : of.stream().map(ask).toList()) {
            all = all.thenCombine(answer, (before, more) -> Stream.concat(before.stream(), more.stream())
                    .toList());
        }
        return all;
    }
}
