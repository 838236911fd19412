package offhook.runtime.net.dns;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.AddressedEnvelope;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.HostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import offhook.runtime.net.EventLoops;

/** The name servers of the system, asked on an event loop; what they say is remembered as long as it lasts. Safe to share. */
public final class Dns implements NameService, AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 3;

    /** Questions that are being asked; above that, somebody makes us ask. */
    private static final int MOST_ASKED = 512;

    /** How long it is believed that there is nothing: RFC 2308 §5, without reading the zone's SOA. */
    private static final Duration NOTHING = Duration.ofSeconds(30);

    private final DnsNameResolver resolver;
    private final Remembered remembered;
    private final AtomicInteger asked = new AtomicInteger();

    private Dns(EventLoops loops, DnsServerAddressStreamProvider servers, InstantSource clock) {
        resolver = new DnsNameResolverBuilder(loops.loops().get(0).netty())
                .datagramChannelType(loops.datagramChannel())
                // What does not fit into a datagram.
                .socketChannelType(loops.socketChannel())
                // A port of its own for each question: harder to forge an answer to.
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .nameServerProvider(servers)
                .queryTimeoutMillis(TIMEOUT.toMillis())
                .build();
        remembered = new Remembered(clock, this::ask);
    }

    /** The name servers that the system is configured with. */
    public static Dns ofSystem(EventLoops loops, InstantSource clock) {
        return new Dns(loops, DnsServerAddressStreamProviders.platformDefault(), clock);
    }

    /** One name server. */
    public static Dns at(InetSocketAddress server, EventLoops loops, InstantSource clock) {
        return new Dns(loops, new SingletonDnsServerAddressStreamProvider(server), clock);
    }

    @Override
    public CompletionStage<List<Naptr>> naptr(String domain) {
        return answer(domain, DnsRecordType.NAPTR).thenApply(answer -> RecordData.all(answer, RecordData::naptr));
    }

    @Override
    public CompletionStage<List<Srv>> srv(String name) {
        return answer(name, DnsRecordType.SRV).thenApply(answer -> RecordData.all(answer, RecordData::srv));
    }

    /** Of a host in the system's hosts file, what stands there. */
    @Override
    public CompletionStage<List<InetAddress>> addresses(String host) {
        var local = HostsFileEntriesResolver.DEFAULT.address(host, ResolvedAddressTypes.IPV4_PREFERRED);
        if (local != null) {
            return CompletableFuture.completedFuture(List.of(local));
        }
        var four = addresses(host, DnsRecordType.A);
        var six = addresses(host, DnsRecordType.AAAA).exceptionally(unknown -> List.of());
        return four.thenCombine(six, (first, second) -> Stream.concat(first.stream(), second.stream())
                .toList());
    }

    private CompletionStage<List<InetAddress>> addresses(String host, DnsRecordType type) {
        return answer(host, type).thenApply(answer -> RecordData.all(answer, data -> RecordData.address(host, data)));
    }

    private CompletionStage<Answer> answer(String name, DnsRecordType type) {
        var clean = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return remembered.answer(new Question(clean.toLowerCase(Locale.ROOT), type));
    }

    private CompletionStage<Answer> ask(Question question) {
        var answer = new CompletableFuture<Answer>();
        if (asked.incrementAndGet() > MOST_ASKED) {
            answer.completeExceptionally(new IOException("too many names are being looked up"));
        } else {
            ask(question, ATTEMPTS, answer);
        }
        return answer.whenComplete((ok, failure) -> asked.decrementAndGet());
    }

    /** Each attempt goes to the next of the name servers. */
    private void ask(Question question, int attempts, CompletableFuture<Answer> answer) {
        try {
            resolver.query(new DefaultDnsQuestion(question.name() + '.', question.type()))
                    .addListener(done -> {
                        if (done.isSuccess()) {
                            answered(question, attempts, answer, envelope(done.getNow()));
                        } else {
                            failed(question, attempts, answer, done.cause());
                        }
                    });
        } catch (IllegalArgumentException notAName) {
            answer.complete(new Answer(List.of(), NOTHING));
        }
    }

    @SuppressWarnings("unchecked") // A listener sees the future without its type.
    private static AddressedEnvelope<DnsResponse, InetSocketAddress> envelope(Object answer) {
        return (AddressedEnvelope<DnsResponse, InetSocketAddress>) answer;
    }

    private void answered(
            Question question,
            int attempts,
            CompletableFuture<Answer> answer,
            AddressedEnvelope<DnsResponse, InetSocketAddress> envelope) {
        try {
            var code = envelope.content().code();
            if (code.equals(DnsResponseCode.NOERROR) || code.equals(DnsResponseCode.NXDOMAIN)) {
                answer.complete(read(envelope.content(), question.type()));
            } else {
                failed(question, attempts, answer, new IOException("the name server says " + code));
            }
        } finally {
            envelope.release();
        }
    }

    private void failed(Question question, int attempts, CompletableFuture<Answer> answer, Throwable cause) {
        if (attempts > 1) {
            ask(question, attempts - 1, answer);
        } else {
            answer.completeExceptionally(new IOException(question.name() + ": " + cause.getMessage(), cause));
        }
    }

    /** A name server that resolves aliases puts what they lead to behind them. */
    private static Answer read(DnsResponse response, DnsRecordType type) {
        var data = new ArrayList<byte[]>();
        long lasts = Long.MAX_VALUE;
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
            lasts = Math.min(lasts, record.timeToLive());
            if (record.type().equals(type) && record instanceof DnsRawRecord raw) {
                data.add(ByteBufUtil.getBytes(raw.content()));
            }
        }
        return new Answer(data, data.isEmpty() ? NOTHING : Duration.ofSeconds(lasts));
    }

    @Override
    public void close() {
        resolver.close();
    }
}
