package offhook.voicemail.testing;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offhook.voicemail.codec.Decoder;
import offhook.voicemail.codec.Encoder;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.rtp.Datagrams.Port;
import offhook.voicemail.rtp.RtpPacket;

/** The other side of a call: says what a test wants it to say, in packets of 20 ms, and keeps what it hears. */
public final class RtpPhone {

    private final Wire wire;
    private final InetSocketAddress at;
    private final Encoding encoding;
    private final Encoder encoder;
    private final Decoder decoder;
    private final Port port;
    private final List<byte[]> heard = new ArrayList<>();
    private final List<byte[]> reports = new ArrayList<>();
    private final byte[] packet = new byte[RtpPacket.HEADER + Encoder.LONGEST];

    // What the next packet has; a test may leave numbers out or say them again.
    public InetSocketAddress to;
    public int type;
    public int sequence = 65_500;
    public int timestamp = -8000;
    public int ssrc = 4711;

    public RtpPhone(Wire wire, int port, Encoding encoding) {
        this.wire = wire;
        this.at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.encoding = encoding;
        this.encoder = encoding.encoder();
        this.decoder = encoding.decoder();
        this.type = encoding.fixedType() < 0 ? 111 : encoding.fixedType();
        this.port = wire.open(null, at, (data, length, from) -> heard.add(Arrays.copyOf(data, length)))
                .orElseThrow();
        wire.open(
                null,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port + 1),
                (data, length, from) -> reports.add(Arrays.copyOf(data, length)));
    }

    /** Its offer, with these lines below the stream's. */
    public String offer(String... lines) {
        var map = encoding.fixedType() < 0 ? "a=rtpmap:111 opus/48000/2\r\n" : "";
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + at.getPort()
                + " RTP/AVP " + type + " 101\r\n" + map + "a=rtpmap:101 telephone-event/8000\r\n"
                + String.join("\r\n", lines) + "\r\n";
    }

    /** Reads from a description where to send. */
    public void learn(String description) {
        var line = description
                .lines()
                .filter(one -> one.startsWith("m=audio "))
                .findFirst()
                .orElseThrow();
        to = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(line.split(" ")[1]));
    }

    /** Makes the next packet without sending it. */
    public byte[] packet(short[] pcm) {
        RtpPacket.write(packet, type, false, sequence & 0xFFFF, timestamp, ssrc);
        int length = encoder.encode(pcm, pcm.length, packet, RtpPacket.HEADER);
        sequence++;
        timestamp += encoding.ticks(pcm.length);
        return Arrays.copyOf(packet, RtpPacket.HEADER + length);
    }

    public void say(short[] pcm) {
        send(packet(pcm));
    }

    public void send(byte[] data) {
        port.send(data, data.length, to);
    }

    /** The same from somewhere else. */
    public void sendFrom(InetSocketAddress elsewhere, byte[] data) {
        wire.send(data, data.length, elsewhere, to);
    }

    /** One packet of a key, RFC 4733. */
    public void key(int code, int began, boolean isEnd) {
        var event = new byte[16];
        RtpPacket.write(event, 101, false, sequence++ & 0xFFFF, began, ssrc);
        event[12] = (byte) code;
        event[13] = (byte) (isEnd ? 0x8A : 0x0A);
        event[15] = (byte) 160;
        send(event);
    }

    /** What came, packet by packet. */
    public List<byte[]> heard() {
        return heard;
    }

    public List<byte[]> reports() {
        return reports;
    }

    /** What came, as sound, without the pauses between. */
    public short[] sound() {
        var read = new RtpPacket();
        var all = new ByteArrayOutputStream();
        var pcm = new short[Decoder.LONGEST];
        for (var data : heard) {
            read.read(data, data.length);
            int samples = decoder.decode(data, read.offset(), read.length(), pcm);
            for (int i = 0; i < samples; i++) {
                all.write(pcm[i]);
                all.write(pcm[i] >> 8);
            }
        }
        var bytes = all.toByteArray();
        var sound = new short[bytes.length / 2];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) ((bytes[2 * i] & 0xFF) | bytes[2 * i + 1] << 8);
        }
        return sound;
    }
}
