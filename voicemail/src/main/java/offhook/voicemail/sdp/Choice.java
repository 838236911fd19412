package offhook.voicemail.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import offhook.voicemail.sdp.Agreement.Keys;
import offhook.voicemail.srtp.Crypto;

/**
 * What of a description suits us: one of its streams, and one of that stream's encodings.
 *
 * @param index of the stream
 */
record Choice(
        SessionDescription session,
        int index,
        Profile profile,
        Format speech,
        Optional<Format> events,
        Optional<Crypto> crypto) {

    /**
     * The first stream that suits; a later offer finds its streams at their places, but may have stopped the one of
     * before (RFC 3264 §8). Within it the first encoding that we speak, or the one of before if it is still there.
     */
    static Optional<Choice> of(SessionDescription session, Security security, Optional<Agreement> before) {
        return IntStream.range(0, session.media().size())
                .boxed()
                .flatMap(index -> of(session, index, security, before).stream())
                .findFirst();
    }

    private static Optional<Choice> of(
            SessionDescription session, int index, Security security, Optional<Agreement> before) {
        var stream = session.media().get(index);
        if (!stream.media().equals("audio") || stream.port() == 0) {
            return Optional.empty();
        }
        var profile = Profile.named(stream.protocol()).filter(security::allows);
        var formats = Format.of(stream);
        var speech = speech(formats, before);
        var crypto = stream.attributes().values("crypto").stream()
                .flatMap(value -> Crypto.parse(value).stream())
                .findFirst();
        if (profile.isEmpty() || speech.isEmpty() || (profile.get().isSecure() && crypto.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Choice(
                session,
                index,
                profile.get(),
                speech.get(),
                events(formats, speech.get().clock()),
                crypto.filter(one -> profile.get().isSecure())));
    }

    private static Optional<Format> speech(List<Format> formats, Optional<Agreement> before) {
        var spoken =
                formats.stream().filter(format -> format.encoding().isPresent()).toList();
        return spoken.stream()
                .filter(format -> before.map(Agreement::encoding).equals(format.encoding()))
                .findFirst()
                .or(() -> spoken.stream().findFirst());
    }

    /** RFC 4733 §2.1: at the clock of the speech, if they are there at that one. */
    private static Optional<Format> events(List<Format> formats, int clock) {
        var events = formats.stream().filter(Format::isEvents).toList();
        return events.stream()
                .filter(format -> format.clock() == clock)
                .findFirst()
                .or(() -> events.stream().findFirst());
    }

    private MediaDescription stream() {
        return session.media().get(index);
    }

    Agreement agreement(Optional<Keys> keys) {
        var stream = stream();
        boolean isMuxed = stream.attributes().has("rtcp-mux");
        var rtp = Place.rtp(session, stream);
        return new Agreement(
                speech.encoding().orElseThrow(),
                speech.type(),
                events.map(Format::type).orElse(-1),
                frame(),
                direction(),
                rtp,
                isMuxed ? rtp : Place.rtcp(session, stream),
                isMuxed,
                keys);
    }

    private Direction direction() {
        var theirs = Direction.of(session, stream());
        boolean isHeld = session.connection(stream()).filter(Place::isNowhere).isPresent();
        return (isHeld ? theirs.deaf() : theirs).reversed();
    }

    /** RFC 8866 §6.4: what they would like, if it is a multiple of our 20 ms. */
    private int frame() {
        return switch (session.attribute(stream(), "ptime").orElse("")) {
            case "40" -> 40;
            case "60" -> 60;
            default -> 20;
        };
    }
}
