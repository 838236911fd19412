package offhook.voicemail.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.NettyLoop;
import offhook.runtime.testing.OnLoop;
import offhook.voicemail.audio.Tone;
import offhook.voicemail.rtp.PortRange;
import offhook.voicemail.rtp.RtpPacket;
import offhook.voicemail.rtp.transport.UdpDatagrams;
import offhook.voicemail.sdp.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call over real sockets and a real loop, on loopback. */
class MediaOverUdpTest {

    private final EventLoops loops = EventLoops.start(1);
    private final NettyLoop loop = loops.loops().get(0);
    private final MediaNumbers numbers = new MediaNumbers();
    private final AtomicInteger frames = new AtomicInteger();
    private final Media media = new Media(
            new MediaConfig(PortRange.parse("40000-48999"), "127.0.0.1", Security.OPTIONAL, Duration.ofSeconds(30)),
            new UdpDatagrams(loops),
            InstantSource.system(),
            new SecureRandom(),
            numbers);

    private final MediaListener counting = new MediaListener() {
        @Override
        public void audio(short[] pcm) {
            frames.incrementAndGet();
        }

        @Override
        public void digit(char digit) {
            throw new AssertionError("nobody pressed " + digit);
        }

        @Override
        public void lost() {
            throw new AssertionError("nothing was lost");
        }
    };

    @AfterEach
    void stop() {
        media.close();
        loops.close();
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return OnLoop.call(loop, task);
    }

    private static int port(String description) {
        var line = description
                .lines()
                .filter(one -> one.startsWith("m="))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(line.split(" ")[1]);
    }

    @Test
    void aCallerIsHeardAndHears() throws Exception {
        try (var phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            phone.setSoTimeout(10_000);
            var offer = "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio " + phone.getLocalPort() + " RTP/AVP 0\r\na=rtcp-mux\r\n";
            var session = onLoop(() -> media.answer(loop, offer, counting).orElseThrow());
            var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port(onLoop(session::description)));
            onLoop(() -> {
                session.play(new Tone(8000, 400, Duration.ofMillis(500), -12), () -> {});
                return true;
            });
            var packet = new byte[172];
            for (int i = 0; i < 25; i++) {
                RtpPacket.write(packet, 0, false, i, 160 * i, 7);
                phone.send(new DatagramPacket(packet, packet.length, to));
                var heard = new DatagramPacket(new byte[500], 500);
                phone.receive(heard);
                assertThat(heard.getLength()).isEqualTo(172);
                assertThat(heard.getPort()).isEqualTo(to.getPort());
            }
            await().until(() -> numbers.received() == 25 && frames.get() > 20);
            onLoop(() -> {
                session.close();
                return true;
            });
            var goodbye = new DatagramPacket(new byte[500], 500);
            do {
                phone.receive(goodbye);
            } while (!RtpPacket.isReport(goodbye.getData(), goodbye.getLength()));
            assertThat(numbers.refused()).isZero();
        }
    }
}
