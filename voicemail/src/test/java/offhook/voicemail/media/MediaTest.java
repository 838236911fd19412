package offhook.voicemail.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import offhook.sip.message.SipFailure;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.audio.Level;
import offhook.voicemail.audio.Tone;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.rtp.RtpPacket;
import offhook.voicemail.testing.RtpPhone;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole calls, in memory, with the clock in our hand. */
class MediaTest extends MediaScene {

    MediaTest() {
        super(Encoding.PCMU);
    }

    private MediaSession call() {
        return call(phone.offer());
    }

    @ParameterizedTest
    @EnumSource
    void whatACallerSaysIsHeard(Encoding encoding) {
        phone = new RtpPhone(wire, 4100, encoding);
        var session = call();
        assertThat(session.rate()).isEqualTo(encoding.rate());
        talk(Sound.tone(encoding.rate(), 1000, 1000), encoding.rate());
        assertThat(ear.frames()).isBetween(49, 51);
        var middle = Sound.part(ear.pcm(), encoding.rate() / 5, encoding.rate() * 4 / 5);
        assertThat(Sound.purity(middle, encoding.rate(), 1000)).isGreaterThan(0.95);
        assertThat(numbers.lost()).isZero();
        assertThat(numbers.late()).isZero();
    }

    /** The last word before they hang up is heard, too. */
    @Test
    void theTailIsHeardAtTheEnd() {
        var session = call();
        talk(Sound.tone(8000, 1000, 1000), 8000);
        session.close();
        int loud = 0;
        for (int at = 0; at < ear.pcm().length; at += 160) {
            loud += Level.of(ear.pcm(), at, 160) > -20 ? 1 : 0;
        }
        assertThat(loud).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPlayedIsHeardByTheCaller(Encoding encoding) {
        phone = new RtpPhone(wire, 4100, encoding);
        var session = call();
        var done = new ArrayList<String>();
        session.play(new Tone(8000, 700, Duration.ofMillis(500), -12), () -> done.add("done"));
        time.pass(Duration.ofMillis(400));
        assertThat(done).isEmpty();
        time.pass(Duration.ofMillis(200));
        assertThat(done).containsExactly("done");
        var sound = phone.sound();
        assertThat(sound.length).isBetween(encoding.rate() / 2, encoding.rate() * 11 / 20);
        var middle = Sound.part(sound, encoding.rate() / 10, encoding.rate() * 4 / 10);
        assertThat(Sound.purity(middle, encoding.rate(), 700)).isGreaterThan(0.95);
    }

    @Test
    void packetsLeaveOneByOneInStep() {
        var session = call();
        session.play(new Tone(8000, 700, Duration.ofSeconds(1), -12), () -> {});
        for (int i = 1; i <= 40; i++) {
            time.pass(BEAT);
            assertThat(phone.heard()).hasSizeBetween(i - 1, i + 1);
        }
        var first = new RtpPacket();
        var packet = new RtpPacket();
        first.read(phone.heard().get(0), 172);
        assertThat(first.marker()).isTrue();
        for (int i = 1; i < phone.heard().size(); i++) {
            assertThat(packet.read(phone.heard().get(i), 172)).isTrue();
            assertThat(packet.marker()).isFalse();
            assertThat(packet.ssrc()).isEqualTo(first.ssrc());
            assertThat(packet.sequence()).isEqualTo((first.sequence() + i) & 0xFFFF);
            assertThat(packet.timestamp()).isEqualTo(first.timestamp() + 160 * i);
        }
    }

    @Test
    void packetsAreAsLongAsTheCallerLikes() {
        var session = call(phone.offer("a=ptime:60"));
        session.play(new Tone(8000, 700, Duration.ofSeconds(1), -12), () -> {});
        time.pass(Duration.ofMillis(620));
        assertThat(phone.heard()).hasSizeBetween(9, 10).allMatch(packet -> packet.length == 12 + 480);
    }

    @Test
    void whatIsPlayedNextEndsWhatWasPlayed() {
        var session = call();
        var done = new ArrayList<String>();
        session.play(new Tone(8000, 300, Duration.ofSeconds(5), -12), () -> done.add("first"));
        time.pass(Duration.ofMillis(200));
        session.play(new Tone(8000, 1200, Duration.ofMillis(200), -12), () -> done.add("second"));
        time.pass(Duration.ofSeconds(6));
        assertThat(done).containsExactly("second");
        session.play(new Tone(8000, 300, Duration.ofSeconds(5), -12), () -> done.add("third"));
        session.silence();
        time.pass(Duration.ofSeconds(6));
        assertThat(done).containsExactly("second");
    }

    @Test
    void theEndOfOneMayBeTheBeginningOfTheNext() {
        var session = call();
        var clip = new Clip(8000, Sound.tone(8000, 500, 100));
        session.play(clip.audio(), () -> session.play(clip.audio(), session::close));
        time.pass(Duration.ofSeconds(1));
        assertThat(phone.sound()).hasSize(2 * 800);
        assertThat(wire.ports()).isEqualTo(2); // the phone's
    }

    /** RFC 6263: a NAT forgets, and a PBX hangs up on silence. */
    @Test
    void whileNothingIsPlayedThereIsASignOfLife() {
        call();
        time.pass(Duration.ofSeconds(10));
        assertThat(phone.heard()).hasSizeBetween(9, 11);
        assertThat(Level.of(phone.sound())).isEqualTo(Level.NOTHING);
    }

    @Test
    void keysAreHeardOnceWhateverIsLost() {
        call();
        phone.key(5, 1000, false);
        phone.key(5, 1000, false);
        phone.key(5, 1000, true);
        phone.key(5, 1000, true);
        phone.key(11, 9000, true);
        assertThat(ear.digits()).isEqualTo("5#");
        time.pass(Duration.ofSeconds(1));
        assertThat(numbers.lost()).isZero();
    }

    @Test
    void silenceIsToldOnceAfterItsTime() {
        call();
        talk(new short[8000], 8000);
        time.pass(Duration.ofSeconds(29));
        assertThat(ear.losses()).isZero();
        time.pass(Duration.ofSeconds(60));
        assertThat(ear.losses()).isEqualTo(1);
    }

    @Test
    void whoNeverSpeaksIsLostToo() {
        call();
        time.pass(Duration.ofSeconds(31));
        assertThat(ear.losses()).isEqualTo(1);
        assertThat(ear.frames()).isZero();
        // And is not sent to for ever.
        int before = phone.heard().size();
        time.pass(Duration.ofSeconds(31));
        assertThat(phone.heard()).hasSize(before);
    }

    @Test
    void nothingUsableIsNoSession() {
        assertThat(media.answer(loop, phone.offer().replace("AVP 0 101", "AVP 18"), ear))
                .isEmpty();
        assertThat(wire.ports()).isEqualTo(2);
        assertThatThrownBy(() -> media.answer(loop, "hello", ear))
                .isInstanceOfSatisfying(SipFailure.class, failure -> assertThat(failure.status())
                        .isEqualTo(400));
    }

    @Test
    void withoutAPortThereIsNoSession() {
        for (int i = 0; i < 3; i++) {
            media.answer(loop, phone.offer(), ear);
        }
        assertThatThrownBy(() -> media.offer(loop, ear))
                .isInstanceOfSatisfying(SipFailure.class, failure -> assertThat(failure.status())
                        .isEqualTo(503));
    }

    /** Another program may have one. */
    @Test
    void aPortThatIsTakenIsPassedOver() {
        wire.open(loop, new InetSocketAddress(InetAddress.getLoopbackAddress(), 20_001), (data, length, from) -> {});
        wire.open(loop, new InetSocketAddress(InetAddress.getLoopbackAddress(), 20_002), (data, length, from) -> {});
        call();
        assertThat(phone.to.getPort()).isEqualTo(20_004);
        assertThat(wire.ports()).isEqualTo(2 + 2 + 2);
    }

    @Test
    void closingGivesThePortsBackAndSaysGoodbye() {
        var session = call();
        assertThat(numbers.sessions()).isEqualTo(1);
        session.close();
        session.close();
        assertThat(numbers.sessions()).isZero();
        assertThat(wire.ports()).isEqualTo(2);
        var last = phone.reports().get(phone.reports().size() - 1);
        assertThat(last[last.length - 7]).isEqualTo((byte) 203);
        time.pass(Duration.ofSeconds(1));
        assertThat(time.timers()).isZero();
        phone.say(new short[160]);
        assertThat(ear.frames()).isZero();
    }

    @Test
    void closingMediaClosesEverySession() {
        call();
        media.answer(loop, phone.offer(), ear);
        media.close();
        time.run();
        assertThat(wire.ports()).isEqualTo(2);
    }

    @Test
    void anInviteWithoutAnOfferGetsOurs() {
        var session = media.offer(loop, ear);
        phone.learn(session.description());
        phone.say(new short[160]);
        time.pass(Duration.ofSeconds(1));
        assertThat(ear.frames()).isZero();
        assertThat(session.answered(phone.offer("a=rtcp-mux"))).isTrue();
        assertThat(session.rate()).isEqualTo(8000);
        talk(Sound.tone(8000, 1000, 400), 8000);
        assertThat(ear.frames()).isGreaterThan(18);
        assertThat(session.answered(phone.offer().replace("AVP 0 101", "AVP 18")))
                .isFalse();
    }
}
