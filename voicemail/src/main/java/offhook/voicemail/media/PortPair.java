package offhook.voicemail.media;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.IntFunction;
import offhook.runtime.work.Loop;
import offhook.voicemail.rtp.Datagrams;
import offhook.voicemail.rtp.Datagrams.Port;
import offhook.voicemail.rtp.Datagrams.Receiver;
import offhook.voicemail.rtp.Ports;

/** The ports of one call, open: the even one for RTP, the one above for RTCP. Belongs to its loop. */
record PortPair(Ports ports, int number, Port rtp, Port rtcp) {

    /** Some may be in use by other programs. */
    private static final int TRIES = 8;

    /** Empty if there is none. */
    static Optional<PortPair> open(
            Ports ports,
            Datagrams datagrams,
            Loop loop,
            IntFunction<InetSocketAddress> place,
            Receiver rtp,
            Receiver rtcp) {
        for (int i = 0; i < TRIES; i++) {
            var number = ports.lease(loop.nanos());
            if (number.isEmpty()) {
                return Optional.empty();
            }
            int even = number.getAsInt();
            var first = datagrams.open(loop, place.apply(even), rtp);
            var second = first.flatMap(opened -> datagrams.open(loop, place.apply(even + 1), rtcp));
            if (second.isPresent()) {
                return Optional.of(new PortPair(ports, even, first.get(), second.get()));
            }
            first.ifPresent(Port::close);
            ports.release(even, loop.nanos());
        }
        return Optional.empty();
    }

    void close(long nanos) {
        rtp.close();
        rtcp.close();
        ports.release(number, nanos);
    }
}
