package offhook.runtime.testing;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import offhook.runtime.net.EventLoops;

/** A name server on a port of its own on the loopback, which knows what the test tells it. Safe to share. */
public final class TestDns implements AutoCloseable {

    private record Entry(byte[] data, int seconds) {}

    private final Map<String, List<Entry>> entries = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Channel channel;
    private volatile boolean silent;
    private volatile boolean failing;

    public TestDns(EventLoops loops) {
        channel = new Bootstrap()
                .group(loops.group())
                .channel(loops.datagramChannel())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline()
                                .addLast(
                                        new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Answers());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** What it was asked, such as {@code "SRV _sip._udp.example"}. */
    public List<String> asked() {
        return asked;
    }

    /** From now on it says nothing, or answers again. */
    public void silent(boolean says) {
        silent = says;
    }

    /** From now on it answers SERVFAIL, or what it knows. */
    public void failing(boolean fails) {
        failing = fails;
    }

    public TestDns address(String host, String address, int seconds) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return add((bytes.length == 4 ? "A " : "AAAA ") + host, bytes, seconds);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    public TestDns srv(String name, int priority, int weight, int port, String target) {
        return add("SRV " + name, written(name(numbers(priority, weight, port), target)), 60);
    }

    public TestDns naptr(String domain, int order, int preference, String service, String replacement) {
        var data = text(text(text(numbers(order, preference), "s"), service), "");
        return add("NAPTR " + domain, written(name(data, replacement)), 60);
    }

    /** Bytes as they are. */
    public TestDns raw(String typeAndName, byte... data) {
        return add(typeAndName, data, 60);
    }

    private TestDns add(String key, byte[] data, int seconds) {
        entries.computeIfAbsent(key, k -> new CopyOnWriteArrayList<>()).add(new Entry(data, seconds));
        return this;
    }

    private static ByteBuf numbers(int... numbers) {
        var data = Unpooled.buffer();
        for (int number : numbers) {
            data.writeShort(number);
        }
        return data;
    }

    private static ByteBuf text(ByteBuf data, String text) {
        return data.writeByte(text.length()).writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuf name(ByteBuf data, String name) {
        for (var label : name.isEmpty() ? new String[0] : name.split("\\.")) {
            text(data, label);
        }
        return data.writeByte(0);
    }

    private static byte[] written(ByteBuf data) {
        var bytes = new byte[data.readableBytes()];
        data.readBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }

    private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            var name = question.name().substring(0, question.name().length() - 1);
            asked.add(question.type().name() + ' ' + name);
            if (silent) {
                return;
            }
            var response = new DatagramDnsResponse(
                    /* sender= */ query.recipient(), /* recipient= */ query.sender(), query.id());
            response.addRecord(DnsSection.QUESTION, new DefaultDnsQuestion(question.name(), question.type()));
            if (failing) {
                response.setCode(DnsResponseCode.SERVFAIL);
            } else {
                answer(question.type(), name, response);
            }
            context.writeAndFlush(response);
        }

        private void answer(DnsRecordType type, String name, DatagramDnsResponse response) {
            if (entries.keySet().stream().noneMatch(key -> key.endsWith(' ' + name))) {
                response.setCode(DnsResponseCode.NXDOMAIN);
            }
            for (var entry : entries.getOrDefault(type.name() + ' ' + name, List.of())) {
                response.addRecord(
                        DnsSection.ANSWER,
                        new DefaultDnsRawRecord(name + '.', type, entry.seconds, Unpooled.wrappedBuffer(entry.data)));
            }
        }
    }
}
