package offhook.voicemail.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import offhook.voicemail.audio.Tone;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.srtp.Crypto;
import offhook.voicemail.srtp.MasterKey;
import offhook.voicemail.srtp.SrtpReceiver;
import offhook.voicemail.srtp.SrtpSender;
import offhook.voicemail.srtp.Suite;
import offhook.voicemail.testing.RtpPhone;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;

/** What may change during a call, and who may not change it. */
class HoldTest extends MediaScene {

    private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.5", 4000);

    HoldTest() {
        super(Encoding.PCMA);
    }

    private void talk(int milliseconds) {
        talk(Sound.tone(8000, 1000, milliseconds), 8000);
    }

    @Test
    void onHoldNothingIsSaidHeardOrMissed() {
        var session = call(phone.offer());
        var done = new ArrayList<String>();
        talk(200);
        session.play(new Tone(8000, 400, Duration.ofMillis(300), -12), () -> done.add("done"));
        assertThat(session.reoffered(phone.offer("a=inactive")).orElseThrow()).contains("a=inactive");
        int frames = ear.frames();
        int heard = phone.heard().size();
        time.pass(Duration.ofMinutes(5));
        assertThat(ear.frames()).isEqualTo(frames);
        assertThat(ear.losses()).isZero();
        assertThat(phone.heard()).hasSize(heard);
        assertThat(done).isEmpty();
        session.reoffered(phone.offer());
        phone.timestamp += 5 * 60 * 8000;
        talk(400);
        assertThat(done).containsExactly("done");
        assertThat(ear.frames()).isGreaterThan(frames + 15);
        assertThat(Sound.purity(Sound.part(ear.pcm(), ear.pcm().length - 1600, ear.pcm().length), 8000, 1000))
                .isGreaterThan(0.95);
    }

    /** The old way, and music on hold: we still hear. */
    @Test
    void whoHoldsUsMayStillSpeak() {
        var session = call(phone.offer());
        assertThat(session.reoffered(phone.offer("c=IN IP4 0.0.0.0")).orElseThrow())
                .contains("a=recvonly");
        talk(400);
        assertThat(ear.frames()).isGreaterThan(15);
        assertThat(phone.heard()).isEmpty();
    }

    /** A recording has one rate, whatever comes. */
    @Test
    void theRateStaysWhenTheEncodingChanges() {
        var session = call(phone.offer());
        talk(200);
        var wide = new RtpPhone(wire, 4200, Encoding.G722);
        assertThat(session.reoffered(wide.offer())).isPresent();
        wide.to = phone.to;
        wide.ssrc = 99;
        var tone = Sound.tone(16_000, 1000, 600);
        for (int at = 0; at < tone.length; at += 320) {
            wide.say(Sound.part(tone, at, at + 320));
            time.pass(BEAT);
        }
        assertThat(session.rate()).isEqualTo(8000);
        assertThat(ear.pcm().length).isEqualTo(160 * ear.frames());
        assertThat(Sound.purity(Sound.part(ear.pcm(), ear.pcm().length - 3200, ear.pcm().length), 8000, 1000))
                .isGreaterThan(0.95);
        session.play(new Tone(8000, 400, Duration.ofMillis(300), -12), () -> {});
        time.pass(Duration.ofMillis(400));
        assertThat(Sound.purity(Sound.part(wide.sound(), 1600, 4000), 16_000, 400))
                .isGreaterThan(0.95);
    }

    @Test
    void whatDoesNotSuitChangesNothing() {
        var session = call(phone.offer());
        var before = session.description();
        assertThat(session.reoffered(phone.offer().replace("AVP 8 101", "AVP 18")))
                .isEmpty();
        assertThat(session.description()).isEqualTo(before);
        talk(200);
        assertThat(ear.frames()).isPositive();
    }

    /** RFC 4961, and the warning of its §5. */
    @Test
    void strangersAreNotHeardAndNotSpokenTo() {
        var session = call(phone.offer());
        talk(100);
        int frames = ear.frames();
        for (int i = 0; i < 100; i++) {
            phone.sendFrom(STRANGER, phone.packet(Sound.tone(8000, 3000, 20)));
        }
        assertThat(numbers.refused()).isEqualTo(100);
        assertThat(ear.frames()).isEqualTo(frames);
        session.play(new Tone(8000, 400, Duration.ofMillis(100), -12), () -> {});
        time.pass(Duration.ofMillis(200));
        assertThat(phone.heard()).hasSizeGreaterThan(4);
    }

    /** Behind a NAT: the description says one thing, the packets another. */
    @Test
    void weAnswerToWhereTheVoiceComesFrom() {
        var session = call(phone.offer().replace("c=IN IP4 127.0.0.1", "c=IN IP4 192.168.7.7"));
        session.play(new Tone(8000, 400, Duration.ofMillis(300), -12), () -> {});
        time.pass(Duration.ofMillis(100));
        assertThat(phone.heard()).isEmpty();
        talk(100);
        assertThat(phone.heard()).isNotEmpty();
    }

    @Test
    void anotherSourceOfTheSamePhoneIsHeard() {
        call(phone.offer());
        talk(200);
        phone.ssrc = 1;
        phone.sequence = 3;
        phone.timestamp = 77_777;
        talk(400);
        assertThat(Sound.purity(Sound.part(ear.pcm(), ear.pcm().length - 1600, ear.pcm().length), 8000, 1000))
                .isGreaterThan(0.95);
        assertThat(numbers.lost()).isZero();
    }

    @Test
    void rubbishIsRefusedAndTheCallGoesOn() {
        call(phone.offer());
        var random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            var bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            phone.send(bytes);
        }
        talk(300);
        assertThat(numbers.refused()).isGreaterThan(1900);
        assertThat(ear.frames()).isGreaterThan(10);
    }

    @Test
    void reportsComeNowAndThen() {
        call(phone.offer());
        talk(1000);
        time.pass(Duration.ofSeconds(29));
        assertThat(phone.reports()).hasSizeBetween(4, 12);
        var session = call(phone.offer("a=rtcp-mux"));
        phone.send(phone.reports().get(0));
        session.close();
        assertThat(phone.heard().get(phone.heard().size() - 1)[1]).isIn((byte) 200, (byte) 201);
        assertThat(numbers.refused()).isZero();
    }

    @Test
    void encryptedSpeechIsHeardAndSpoken() {
        var key = MasterKey.random(new Random(9));
        var theirs = new Crypto(1, Suite.AES_CM_128_HMAC_SHA1_80, key);
        var session = call(phone.offer("a=crypto:" + theirs.value()).replace("RTP/AVP", "RTP/SAVP"));
        var line = session.description()
                .lines()
                .filter(one -> one.startsWith("a=crypto:"))
                .findFirst();
        var ours = Crypto.parse(line.orElseThrow().substring(9)).orElseThrow();
        var sender = new SrtpSender(theirs.suite(), theirs.key());
        var tone = Sound.tone(8000, 1000, 400);
        session.play(new Tone(8000, 400, Duration.ofMillis(200), -12), () -> {});
        for (int at = 0; at < tone.length; at += 160) {
            var packet = Arrays.copyOf(phone.packet(Sound.part(tone, at, at + 160)), 172 + SrtpSender.ROOM);
            phone.send(Arrays.copyOf(packet, sender.rtp(packet, 172)));
            time.pass(BEAT);
        }
        assertThat(Sound.purity(Sound.part(ear.pcm(), 1600, 2400), 8000, 1000)).isGreaterThan(0.95);
        var receiver = new SrtpReceiver(ours.suite(), ours.key());
        assertThat(phone.heard()).hasSizeGreaterThan(8).allMatch(packet -> receiver.rtp(packet, packet.length) == 172);
        phone.send(phone.packet(new short[160]));
        assertThat(numbers.refused()).isEqualTo(1);
    }
}
