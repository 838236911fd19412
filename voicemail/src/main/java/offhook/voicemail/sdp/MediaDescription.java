package offhook.voicemail.sdp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An {@code m=} line and what belongs to it, RFC 8866 §5.14. Safe to share.
 *
 * @param port 0 if the stream is not wanted
 * @param connection the value of its own {@code c=} line
 */
record MediaDescription(
        String media,
        int port,
        String protocol,
        List<String> formats,
        Optional<String> connection,
        Attributes attributes) {

    private static final int FORMATS = 128;

    /** Reads the line alone: {@code audio 49170/2 RTP/AVP 0 8}. */
    static MediaDescription parse(String line) {
        var words = line.strip().split(" +");
        if (words.length < 4 || words.length > FORMATS) {
            throw new MalformedDescription("m= needs media, port, protocol and up to " + FORMATS + " formats");
        }
        var port = words[1].split("/", 2)[0];
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new MalformedDescription("m= has no port");
        }
        return new MediaDescription(
                words[0],
                Integer.parseInt(port),
                words[2],
                Arrays.asList(words).subList(3, words.length),
                Optional.empty(),
                new Attributes(List.of()));
    }

    MediaDescription with(Optional<String> itsConnection, List<Attributes.Attribute> itsAttributes) {
        return new MediaDescription(media, port, protocol, formats, itsConnection, new Attributes(itsAttributes));
    }

    /** RFC 3264 §6: how a stream is refused: the same, with port zero. */
    String refused() {
        return "m=" + media + " 0 " + protocol + " " + String.join(" ", formats) + "\r\n";
    }
}
