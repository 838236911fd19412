package offhook.voicemail.media;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.runtime.work.Loop;
import offhook.sip.message.SipFailure;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.rtp.Latch;
import offhook.voicemail.rtp.RtpPacket;
import offhook.voicemail.rtp.TelephoneEvents;
import offhook.voicemail.sdp.Agreement;
import offhook.voicemail.sdp.MalformedDescription;
import offhook.voicemail.sdp.OfferAnswer;
import offhook.voicemail.srtp.SrtpReceiver;

/** A session with its two ports: what comes in goes to {@link Hearing}, what {@link Speaking} makes goes out. */
final class CallAudio implements MediaSession, Pace.Beating {

    private static final int LONGEST_REST = 50; // beats: more is no delay, but somebody's trick

    private final Loop loop;
    private final Ground ground;
    private final OfferAnswer descriptions;
    private final PortPair ports;
    private final MediaListener listener;
    private final Consumer<CallAudio> closed;
    private final Pace pace;
    private final Speaking speaking;
    private final Reporting reporting;
    private final Shield shield = new Shield();
    private final Latch rtp = new Latch();
    private final Latch rtcp = new Latch();
    private final RtpPacket packet = new RtpPacket();
    private final int patience;
    private Hearing hearing;
    private Agreement agreement;
    private int rate;
    private int unheard;
    private boolean isClosed;

    /**
     * @param ports open already, but nothing has come to them yet
     * @param pace of the loop
     */
    CallAudio(
            Loop loop,
            Ground ground,
            OfferAnswer descriptions,
            PortPair ports,
            MediaListener listener,
            Pace pace,
            Consumer<CallAudio> closed) {
        this.loop = loop;
        this.ground = ground;
        this.descriptions = descriptions;
        this.ports = ports;
        this.listener = listener;
        this.pace = pace;
        this.closed = closed;
        this.speaking = new Speaking(ground.random(), this::sendRtp);
        this.reporting = new Reporting(speaking.ssrc(), ground.clock(), ground.random());
        this.patience = (int) (ground.config().timeout().toMillis() / Pace.BEAT.toMillis());
    }

    @Override
    public String description() {
        return descriptions.description();
    }

    @Override
    public boolean answered(String answer) {
        return agree(() -> descriptions.accept(answer));
    }

    @Override
    public Optional<String> reoffered(String offer) {
        return agree(() -> descriptions.answer(offer)) ? Optional.of(description()) : Optional.empty();
    }

    void offer() {
        descriptions.offer();
    }

    private boolean agree(Supplier<Optional<Agreement>> negotiation) {
        try {
            var agreed = negotiation.get();
            agreed.ifPresent(this::take);
            return agreed.isPresent();
        } catch (MalformedDescription malformed) {
            throw new SipFailure(400, "Bad session description: " + malformed.getMessage());
        }
    }

    private void take(Agreement agreed) {
        if (hearing == null) {
            rate = agreed.encoding().rate();
            hearing = new Hearing(rate, ground.numbers(), pace.decoded());
        }
        agreement = agreed;
        rtp.described(agreed.remote());
        rtcp.described(agreed.remoteReports());
        shield.agreed(agreed.security());
        hearing.agreed(agreed);
        speaking.agreed(agreed);
        unheard = 0;
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public void play(Audio audio, Runnable done) {
        speaking.play(audio, done);
    }

    @Override
    public void silence() {
        speaking.silence();
    }

    @Override
    public void whenSaid(Runnable task) {
        loop.after(Pace.AHEAD, task);
    }

    @Override
    public void beat(long nanos) {
        if (agreement == null) {
            return;
        }
        if (agreement.direction().receives()) {
            hear();
        }
        if (!isClosed) {
            speaking.beat(maySend());
        }
        if (!isClosed && reporting.beat()) {
            report(false);
        }
    }

    private void hear() {
        var pcm = hearing.next();
        if (pcm != null) {
            listener.audio(pcm);
        }
        unheard++;
        if (unheard == patience && !isClosed) {
            listener.lost();
        }
    }

    /** Not for ever to somebody who may never have asked for it. */
    private boolean maySend() {
        return agreement.direction().sends() && rtp.remote().isPresent() && unheard < patience;
    }

    /** A datagram at the even port. */
    void rtpCame(byte[] data, int length, InetSocketAddress from) {
        if (isClosed || agreement == null) {
            return;
        }
        if (agreement.isMuxed() && RtpPacket.isReport(data, length)) {
            reportCame(rtp, data, length, from);
        } else if (rtp.mayAccept(from) && isSpeech(data, length) && rtp.accepts(from)) {
            heard(data);
        } else {
            ground.numbers().refused.increment();
        }
    }

    private boolean isSpeech(byte[] data, int length) {
        int within = shield.openRtp(data, length);
        return within != SrtpReceiver.REFUSED && packet.read(data, within) && hearing.knows(packet);
    }

    private void heard(byte[] data) {
        unheard = 0;
        if (!agreement.direction().receives()) {
            return; // what was under way when we were put on hold
        }
        char digit = hearing.arrived(packet, data, loop.nanos());
        if (digit != TelephoneEvents.NONE) {
            listener.digit(digit);
        }
    }

    /** A datagram at the odd port. */
    void rtcpCame(byte[] data, int length, InetSocketAddress from) {
        if (!isClosed && agreement != null) {
            reportCame(rtcp, data, length, from);
        }
    }

    private void reportCame(Latch latch, byte[] data, int length, InetSocketAddress from) {
        int within = latch.mayAccept(from) ? shield.openRtcp(data, length) : SrtpReceiver.REFUSED;
        if (within == SrtpReceiver.REFUSED || !reporting.read(data, within, loop.nanos()) || !latch.accepts(from)) {
            ground.numbers().refused.increment();
        }
    }

    private void sendRtp(byte[] data, int length) {
        if (!isClosed) {
            int whole = shield.protectRtp(data, length);
            rtp.remote().ifPresent(to -> pace.leaves(ports.rtp(), data, whole, to));
            ground.numbers().sent.increment();
        }
    }

    private void report(boolean isLast) {
        int length = reporting.write(speaking.sent(), hearing.reception(), hearing.source(), loop.nanos(), isLast);
        int whole = shield.protectRtcp(reporting.packet(), length);
        var port = agreement.isMuxed() ? ports.rtp() : ports.rtcp();
        var latch = agreement.isMuxed() ? rtp : rtcp;
        latch.remote().ifPresent(to -> port.send(reporting.packet(), whole, to));
    }

    /** The last word was said before the goodbye, and still waits for its turn. */
    private void hearTheRest() {
        int most = agreement.direction().receives() ? LONGEST_REST : 0;
        for (int beats = 0; beats < most; beats++) {
            var pcm = hearing.rest();
            if (pcm == null) {
                return;
            }
            listener.audio(pcm);
        }
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (agreement != null) {
            report(true);
            hearTheRest();
        }
        ports.close(loop.nanos());
        closed.accept(this);
    }
}
