package offhook.voicemail.media;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import offhook.runtime.work.Loop;
import offhook.sip.message.SipFailure;
import offhook.voicemail.rtp.Datagrams;
import offhook.voicemail.rtp.Ports;
import offhook.voicemail.sdp.MalformedDescription;
import offhook.voicemail.sdp.OfferAnswer;

/**
 * The audio of all calls that we answer. A session lives on the loop that asks for it: there its packets come and go, and
 * there its listener hears. Safe to share.
 */
public final class Media implements AutoCloseable {

    /** Of a network for examples, RFC 5737: where the way there begins, most others do, too. */
    private static final byte[] ANYBODY = {(byte) 192, 0, 2, 1};

    private final Ground ground;
    private final Datagrams datagrams;
    private final Ports ports;
    private final Map<Loop, Pace> paces = new ConcurrentHashMap<>();
    private final Set<Open> sessions = ConcurrentHashMap.newKeySet();

    private record Open(Loop loop, CallAudio audio) {}

    /**
     * @param clock for the times of day in RTCP
     * @param random a cryptographic one
     */
    public Media(
            MediaConfig config,
            Datagrams datagrams,
            InstantSource clock,
            RandomGenerator random,
            MediaNumbers numbers) {
        this.ground = new Ground(config, clock, random, numbers);
        this.datagrams = datagrams;
        this.ports = new Ports(config.ports(), random);
    }

    /**
     * Answers an offer (RFC 3264 §6). Is called on the loop.
     *
     * @return empty if nothing in it suits, which is answered by 488
     * @throws SipFailure with 400 if the offer is no session description, with 503 if no port is free
     */
    public Optional<MediaSession> answer(Loop loop, String offer, MediaListener listener) {
        try {
            if (!OfferAnswer.suits(offer, ground.config().encryption())) {
                return Optional.empty();
            }
        } catch (MalformedDescription malformed) {
            throw new SipFailure(400, "Bad session description: " + malformed.getMessage());
        }
        var session = open(loop, listener);
        session.reoffered(offer);
        return Optional.of(session);
    }

    /**
     * Offers all that we speak, to an INVITE without an offer. Is called on the loop.
     *
     * @throws SipFailure with 503 if no port is free
     */
    public MediaSession offer(Loop loop, MediaListener listener) {
        var session = open(loop, listener);
        session.offer();
        return session;
    }

    private CallAudio open(Loop loop, MediaListener listener) {
        var pace = paces.computeIfAbsent(loop, one -> new Pace(one, datagrams));
        var arrivals = new Arrivals();
        var pair = PortPair.open(ports, datagrams, loop, this::place, arrivals::rtp, arrivals::rtcp)
                .orElseThrow(() -> new SipFailure(503, "No port for audio is free"));
        var descriptions =
                new OfferAnswer(this::local, pair.number(), ground.config().encryption(), ground.random());
        var session = new CallAudio(loop, ground, descriptions, pair, listener, pace, closing -> {
            pace.remove(closing);
            sessions.remove(new Open(loop, closing));
            ground.numbers().sessions.decrement();
        });
        arrivals.session = session;
        sessions.add(new Open(loop, session));
        ground.numbers().sessions.increment();
        pace.add(session);
        return session;
    }

    /** A session wants its ports, and ports want to know to whom they belong. */
    private static final class Arrivals {

        private CallAudio session;

        void rtp(byte[] data, int length, InetSocketAddress from) {
            session.rtpCame(data, length, from);
        }

        void rtcp(byte[] data, int length, InetSocketAddress from) {
            session.rtcpCame(data, length, from);
        }
    }

    private InetSocketAddress place(int port) {
        return ground.config()
                .fixedAddress()
                .filter(InetAddress::isLoopbackAddress)
                .map(address -> new InetSocketAddress(address, port))
                .orElseGet(() -> new InetSocketAddress(port));
    }

    private InetAddress local(Optional<InetAddress> remote) {
        return ground.config().fixedAddress().orElseGet(() -> route(remote));
    }

    /** Connecting a datagram socket sends nothing and does not wait, but makes the system choose the route. */
    private static InetAddress route(Optional<InetAddress> remote) {
        try (var socket = new DatagramSocket(null)) {
            var peer = remote.isPresent() ? remote.get() : InetAddress.getByAddress(ANYBODY);
            socket.connect(new InetSocketAddress(peer, 9));
            return socket.getLocalAddress();
        } catch (IOException | RuntimeException noRoute) {
            return InetAddress.getLoopbackAddress();
        }
    }

    /** Ends all sessions, each on its loop. */
    @Override
    public void close() {
        sessions.forEach(session -> session.loop.execute(session.audio::close));
    }
}
