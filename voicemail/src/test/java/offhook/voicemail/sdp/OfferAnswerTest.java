package offhook.voicemail.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import offhook.voicemail.codec.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3264, from the side that answers, and then from the side that offers. */
class OfferAnswerTest {

    private final OfferAnswer ours =
            new OfferAnswer(remote -> InetAddress.getLoopbackAddress(), 20_000, Security.OPTIONAL, new Random(1));

    /** A phone's offer, with these lines below its {@code c=} line. */
    private static String offer(String... lines) {
        return "v=0\r\no=romeo 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
                + String.join("\r\n", lines) + "\r\n";
    }

    private Agreement agree(String... lines) {
        return ours.answer(offer(lines)).orElseThrow();
    }

    private List<String> answer() {
        return ours.description().lines().toList();
    }

    @Test
    void theOrderOfTheOffererDecides() {
        assertThat(agree("m=audio 4000 RTP/AVP 3 8 0 9").encoding()).isEqualTo(Encoding.PCMA);
        assertThat(answer()).contains("m=audio 20000 RTP/AVP 8", "a=rtpmap:8 PCMA/8000", "a=ptime:20", "a=sendrecv");
    }

    @ParameterizedTest
    @CsvSource({
        "m=audio 4000 RTP/AVP 0, PCMU, 0",
        "m=audio 4000 RTP/AVP 9|a=rtpmap:9 G722/8000, G722, 9",
        "m=audio 4000 RTP/AVP 97|a=rtpmap:97 G722/16000, G722, 97",
        "m=audio 4000 RTP/AVP 111|a=rtpmap:111 opus/48000/2, OPUS, 111",
        "m=audio 4000 RTP/AVP 99 98|a=rtpmap:99 speex/8000|a=rtpmap:98 pcma/8000, PCMA, 98"
    })
    void everyEncodingIsFound(String lines, Encoding encoding, int type) {
        var agreement = agree(lines.split("\\|"));
        assertThat(agreement.encoding()).isEqualTo(encoding);
        assertThat(agreement.type()).isEqualTo(type);
    }

    /** A fixed type that is mapped to something else is something else (RFC 3551 §6). */
    @Test
    void aMapRulesOverTheFixedType() {
        assertThat(ours.answer(offer("m=audio 4000 RTP/AVP 0", "a=rtpmap:0 speex/8000")))
                .isEmpty();
    }

    @Test
    void eventsAreTakenAtTheClockOfTheSpeech() {
        var agreement = agree(
                "m=audio 4000 RTP/AVP 111 101 102",
                "a=rtpmap:111 opus/48000/2",
                "a=rtpmap:101 telephone-event/8000",
                "a=rtpmap:102 telephone-event/48000");
        assertThat(agreement.eventType()).isEqualTo(102);
        assertThat(answer())
                .contains("m=audio 20000 RTP/AVP 111 102", "a=rtpmap:102 telephone-event/48000", "a=fmtp:102 0-15");
    }

    @Test
    void eventsAtAnotherClockAreBetterThanNone() {
        var agreement =
                agree("m=audio 4000 RTP/AVP 111 101", "a=rtpmap:111 opus/48000/2", "a=rtpmap:101 telephone-event/8000");
        assertThat(agreement.eventType()).isEqualTo(101);
        assertThat(agree("m=audio 4000 RTP/AVP 0").eventType()).isEqualTo(-1);
    }

    /** §6: as many streams, in the same order. */
    @Test
    void otherStreamsAreRefusedInTheirPlaces() {
        var agreement = agree(
                "m=video 5000 RTP/AVP 96 97",
                "m=audio 4002 UDP/TLS/RTP/SAVPF 0",
                "m=audio 4004 RTP/AVP 0",
                "m=audio 4006 RTP/AVP 8",
                "m=application 9 UDP/DTLS/SCTP webrtc-datachannel");
        assertThat(agreement.remote()).contains(new InetSocketAddress("192.0.2.9", 4004));
        assertThat(answer().stream().filter(line -> line.startsWith("m=")))
                .containsExactly(
                        "m=video 0 RTP/AVP 96 97",
                        "m=audio 0 UDP/TLS/RTP/SAVPF 0",
                        "m=audio 20000 RTP/AVP 0",
                        "m=audio 0 RTP/AVP 8",
                        "m=application 0 UDP/DTLS/SCTP webrtc-datachannel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=audio 4000 RTP/AVP 3 4 18",
                "m=audio 0 RTP/AVP 0",
                "m=video 4000 RTP/AVP 0",
                "m=audio 4000 UDP/TLS/RTP/SAVP 0",
                "m=audio 4000 RTP/SAVP 0",
                "m=audio 4000 RTP/AVP 101|a=rtpmap:101 telephone-event/8000",
                "a=sendrecv"
            })
    void nothingUsableIsNoAnswer(String lines) {
        assertThat(OfferAnswer.suits(offer(lines.split("\\|")), Security.OPTIONAL))
                .isFalse();
        assertThat(ours.answer(offer(lines.split("\\|")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a=sendrecv, SENDRECV, a=sendrecv",
        "a=sendonly, RECVONLY, a=recvonly",
        "a=recvonly, SENDONLY, a=sendonly",
        "a=inactive, INACTIVE, a=inactive",
        "c=IN IP4 0.0.0.0, RECVONLY, a=recvonly",
        "c=IN IP4 0.0.0.0|a=inactive, INACTIVE, a=inactive",
        "c=IN IP6 ::, RECVONLY, a=recvonly"
    })
    void directionsAreTurnedAround(String lines, Direction direction, String answered) {
        var all = ("m=audio 4000 RTP/AVP 0|" + lines).split("\\|");
        assertThat(agree(all).direction()).isEqualTo(direction);
        assertThat(answer()).contains(answered);
    }

    @Test
    void theSessionSpeaksForItsStreams() {
        assertThat(agree("a=sendonly", "m=audio 4000 RTP/AVP 0").direction()).isEqualTo(Direction.RECVONLY);
        assertThat(agree("a=sendonly", "m=audio 4000 RTP/AVP 0", "a=sendrecv").direction())
                .isEqualTo(Direction.SENDRECV);
    }

    /** §8: the version goes on when something changes, and only then; the session stays. */
    @Test
    void theVersionCountsChanges() {
        agree("m=audio 4000 RTP/AVP 0");
        var first = ours.description();
        agree("m=audio 4000 RTP/AVP 0");
        assertThat(ours.description()).isEqualTo(first);
        agree("m=audio 4000 RTP/AVP 0", "a=inactive");
        assertThat(version(ours.description())).isEqualTo(version(first) + 1);
        assertThat(session(ours.description())).isEqualTo(session(first));
    }

    private static long version(String description) {
        return Long.parseLong(description.lines().toList().get(1).split(" ")[2]);
    }

    private static String session(String description) {
        return description.lines().toList().get(1).split(" ")[1];
    }

    /** A call that is recorded does not change its encoding for the order of a later offer. */
    @Test
    void theEncodingStaysWhileItIsOffered() {
        agree("m=audio 4000 RTP/AVP 8");
        assertThat(agree("m=audio 4000 RTP/AVP 0 8").encoding()).isEqualTo(Encoding.PCMA);
        assertThat(agree("m=audio 4000 RTP/AVP 9").encoding()).isEqualTo(Encoding.G722);
    }

    @Test
    void anOfferThatDoesNotSuitChangesNothing() {
        agree("m=audio 4000 RTP/AVP 8");
        var before = ours.description();
        assertThat(ours.answer(offer("m=audio 4000 RTP/AVP 3"))).isEmpty();
        assertThat(ours.description()).isEqualTo(before);
    }

    @Test
    void reportsGoWhereTheyAreWanted() {
        assertThat(agree("m=audio 4000 RTP/AVP 0").remoteReports()).contains(new InetSocketAddress("192.0.2.9", 4001));
        assertThat(agree("m=audio 4000 RTP/AVP 0", "a=rtcp:5005").remoteReports())
                .contains(new InetSocketAddress("192.0.2.9", 5005));
        assertThat(agree("m=audio 4000 RTP/AVP 0", "a=rtcp:5005 IN IP4 192.0.2.10")
                        .remoteReports())
                .contains(new InetSocketAddress("192.0.2.10", 5005));
        assertThat(agree("m=audio 65535 RTP/AVP 0").remoteReports()).isEmpty();
        var muxed = agree("m=audio 4000 RTP/AVP 0", "a=rtcp:5005", "a=rtcp-mux");
        assertThat(muxed.remoteReports()).isEqualTo(muxed.remote());
        assertThat(muxed.isMuxed()).isTrue();
        assertThat(answer()).contains("a=rtcp-mux");
    }

    /** Nobody asks the DNS, and nobody is flooded by a description. */
    @ParameterizedTest
    @ValueSource(strings = {"phone.example.com", "239.1.2.3", "255.255.255.255", "0.0.0.0", "ff02::1", "nonsense..."})
    void someAddressesAreNotSentTo(String address) {
        var family = address.contains(":") ? "IP6 " : "IP4 ";
        assertThat(agree("m=audio 4000 RTP/AVP 0", "c=IN " + family + address).remote())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "40, 40", "60, 60", "30, 20", "10, 20", "x, 20", "2000, 20"})
    void packetsAreAsLongAsIsLiked(String ptime, int frame) {
        assertThat(agree("m=audio 4000 RTP/AVP 0", "a=ptime:" + ptime).frame()).isEqualTo(frame);
    }

    @Test
    void theTimingIsTheirs() {
        var offer = offer("m=audio 4000 RTP/AVP 0").replace("t=0 0", "t=3034423619 3042462419");
        ours.answer(offer);
        assertThat(answer()).contains("t=3034423619 3042462419");
    }

    @Test
    void profilesWithFeedbackAreAnsweredInKind() {
        agree("m=audio 4000 RTP/AVPF 0");
        assertThat(answer()).contains("m=audio 20000 RTP/AVPF 0");
    }

    @Test
    void linesStandInTheOrderOfTheGrammar() {
        agree("m=audio 4000 RTP/AVP 0");
        var kinds = answer().stream().map(line -> line.substring(0, 2)).toList();
        assertThat(kinds.subList(0, 6)).isEqualTo(Arrays.asList("v=", "o=", "s=", "c=", "t=", "m="));
        assertThat(ours.description()).contains("c=IN IP4 127.0.0.1\r\n").endsWith("a=sendrecv\r\n");
    }

    @Test
    void weOfferAllThatWeSpeak() {
        ours.offer();
        assertThat(answer())
                .contains(
                        "m=audio 20000 RTP/AVP 9 0 8 107 101 108",
                        "a=rtpmap:107 opus/48000/2",
                        "a=rtpmap:101 telephone-event/8000",
                        "a=rtcp-mux");
        // What we offer, somebody like us can answer.
        var theirs =
                new OfferAnswer(remote -> InetAddress.getLoopbackAddress(), 30_000, Security.OPTIONAL, new Random(2));
        assertThat(theirs.answer(ours.description()).orElseThrow().encoding()).isEqualTo(Encoding.G722);
        var accepted = ours.accept(theirs.description()).orElseThrow();
        assertThat(accepted.remote()).contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), 30_000));
        assertThat(accepted.eventType()).isEqualTo(101);
    }

    @Test
    void anAnswerThatRefusesIsNone() {
        ours.offer();
        assertThat(ours.accept(offer("m=audio 0 RTP/AVP 0"))).isEmpty();
        assertThat(ours.accept(offer("m=audio 4000 RTP/AVP 18"))).isEmpty();
        assertThat(ours.accept(offer())).isEmpty();
        assertThat(ours.accept(offer("m=audio 4000 RTP/AVP 0", "m=audio 4000 RTP/AVP 0")))
                .isEmpty();
    }

    @Test
    void afterOurOfferTheOtherSideMayOfferToo() {
        ours.offer();
        ours.accept(offer("m=audio 4000 RTP/AVP 8"));
        assertThat(agree("m=audio 4000 RTP/AVP 0 8", "a=sendonly").encoding()).isEqualTo(Encoding.PCMA);
        assertThat(answer()).contains("a=recvonly");
    }

    @Test
    void whichAddressIsOursMayDependOnTheirs() {
        var seen = new ArrayList<Optional<InetAddress>>();
        var asking = new OfferAnswer(
                remote -> {
                    seen.add(remote);
                    return InetAddress.getLoopbackAddress();
                },
                20_000,
                Security.OPTIONAL,
                new Random(1));
        asking.answer(offer("m=audio 4000 RTP/AVP 0"));
        assertThat(seen.get(0)).map(InetAddress::getHostAddress).contains("192.0.2.9");
    }
}
