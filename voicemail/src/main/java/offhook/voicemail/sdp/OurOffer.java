package offhook.voicemail.sdp;

import java.util.List;
import java.util.stream.Collectors;
import offhook.voicemail.codec.Encoding;

/** The stream that we offer where nobody has offered us one: all that we speak, what sounds better first. */
final class OurOffer {

    private static final List<Format> FORMATS = List.of(
            Format.of(Encoding.G722.fixedType(), Encoding.G722),
            Format.of(Encoding.PCMU.fixedType(), Encoding.PCMU),
            Format.of(Encoding.PCMA.fixedType(), Encoding.PCMA),
            Format.of(107, Encoding.OPUS),
            Format.events(101, 8000),
            Format.events(108, Encoding.OPUS.clock()));

    private OurOffer() {}

    static String stream(int port) {
        return FORMATS.stream()
                        .map(format -> String.valueOf(format.type()))
                        .collect(Collectors.joining(" ", "m=audio " + port + " RTP/AVP ", "\r\n"))
                + FORMATS.stream().map(Format::lines).collect(Collectors.joining())
                + "a=ptime:20\r\na=rtcp-mux\r\na=sendrecv\r\n";
    }
}
