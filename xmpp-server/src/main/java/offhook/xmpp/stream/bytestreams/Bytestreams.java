package offhook.xmpp.stream.bytestreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import offhook.directory.address.Jid;
import offhook.runtime.net.NettyLoop;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.routing.IqHandler;
import offhook.xmpp.routing.Service;
import offhook.xmpp.routing.Target;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * Brings two connections of users together where these cannot connect to each other, XEP-0065 §6. It listens where the
 * clients connect. Safe to share.
 */
public final class Bytestreams implements Service, Feature {

    private static final String NS = "http://jabber.org/protocol/bytestreams";
    private static final int LONGEST_SID = 128;

    private final ProxyConfig config;
    private final Inside inside;
    private final Jid jid;
    private final Meetings meetings;
    private volatile List<InetSocketAddress> listening = List.of();

    /**
     * What it needs of the server around it.
     *
     * @param user whether somebody, by the bare JID, is a user of ours
     * @param served whether an address is at this server
     * @param reached the address of ours that a client has connected to, if that is known
     */
    public record Inside(
            String domain,
            Predicate<Jid> user,
            Predicate<Jid> served,
            Function<Jid, Optional<InetAddress>> reached,
            InstantSource clock) {}

    public Bytestreams(ProxyConfig config, Inside inside) {
        this.config = config;
        this.inside = inside;
        jid = config.jid(inside.domain);
        meetings = new Meetings(config, inside.clock);
    }

    /** Where clients connect without TLS, with the real ports; before that it offers nothing. */
    public void listeningAt(List<InetSocketAddress> addresses) {
        listening = List.copyOf(addresses);
    }

    /** What takes over a connection that begins with the first byte of SOCKS5. */
    public ChannelHandler relayed(NettyLoop loop, Channel channel) {
        return new Relayed(meetings, loop, channel);
    }

    /** How many connections it has. */
    public int size() {
        return meetings.size();
    }

    /** Ends all transfers. */
    public void close() {
        meetings.close();
    }

    @Override
    public Spec spec() {
        return Spec.xep(65, "1.8.2", "SOCKS5 Bytestreams").only("the proxy, without UDP");
    }

    @Override
    public void install(Installer to) {
        to.iqGet(Target.SERVICE, NS, "query", this::hosts)
                .iq(Target.SERVICE, Iq.Type.SET, NS, "query", new IqHandler.Now(this::activate));
    }

    @Override
    public Jid jid() {
        return jid;
    }

    @Override
    public String name() {
        return "File transfer relay";
    }

    @Override
    public String identity() {
        return "proxy/bytestreams";
    }

    @Override
    public Set<String> features() {
        return Set.of(NS);
    }

    @Override
    public boolean isPresent() {
        return !listening.isEmpty();
    }

    @Override
    public void received(Message message) {
        throw StanzaError.serviceUnavailable("this address relays bytestreams, and reads nothing");
    }

    /** §4: where it can be reached. */
    private Element hosts(Iq iq) {
        check(iq);
        return Element.of("query", NS)
                .with(addresses(iq.from()).stream()
                        .map(address -> Element.of("streamhost", NS)
                                .with("jid", jid.toString())
                                .with("host", address.getHostString())
                                .with("port", Integer.toString(address.getPort())))
                        .toList());
    }

    /** As the configuration says; or where this client has reached us itself, and then the domain. */
    private List<InetSocketAddress> addresses(Jid client) {
        var all = listening;
        int port = all.get(0).getPort();
        if (!config.address().isEmpty()) {
            return List.of(InetSocketAddress.createUnresolved(config.address(), port));
        }
        var found = new ArrayList<InetSocketAddress>();
        inside.reached.apply(client).ifPresent(reached -> all.stream()
                .filter(at ->
                        at.getAddress().isAnyLocalAddress() || at.getAddress().equals(reached))
                .findFirst()
                .ifPresent(at -> found.add(InetSocketAddress.createUnresolved(text(reached), at.getPort()))));
        found.add(InetSocketAddress.createUnresolved(inside.domain, port));
        return found;
    }

    /** Without the name of an interface, which means nothing elsewhere. */
    private static String text(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    /** §6.3.5: the two who have named the same hash are joined. */
    private Element activate(Iq iq) {
        check(iq);
        var sid = iq.payload().attribute("sid").filter(id -> !id.isEmpty() && id.length() <= LONGEST_SID);
        var target = iq.payload().childText("activate");
        if (sid.isEmpty() || target.isEmpty()) {
            throw StanzaError.badRequest(
                    "expected a sid of 1 to " + LONGEST_SID + " characters, and whom to activate for");
        }
        Jid other;
        try {
            other = Jid.parse(target.get());
        } catch (IllegalArgumentException e) {
            throw StanzaError.jidMalformed("activate: " + e.getMessage());
        }
        if (!inside.served.test(other)) {
            throw StanzaError.notAllowed("only between users of this server");
        }
        meetings.activate(sha1(sid.get() + iq.from() + other), iq.from().bare());
        return null;
    }

    private void check(Iq iq) {
        if (!iq.to().equals(jid) || !isPresent()) {
            throw StanzaError.serviceUnavailable("");
        }
        if (!inside.user.test(iq.from().bare())) {
            throw StanzaError.forbidden("only for users of this server");
        }
    }

    private static String sha1(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
