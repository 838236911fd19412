package offhook.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import offhook.sip.message.SipFailure;

/**
 * A session description as whoever stands between its two ends reads it, RFC 4566: lines about the session, and some about
 * each of its media. What they say of codecs, keys and candidates passes as it is. Immutable and safe to share.
 *
 * @param session the lines before the first m=
 * @param media an m= line each, and what belongs to it
 */
public record Description(List<String> session, List<List<String>> media) {

    /** RFC 3264 has no limit; a phone has a handful. */
    private static final int MOST_MEDIA = 32;

    private static final int MOST_LINES = 1000;

    public Description {
        session = List.copyOf(session);
        media = media.stream().map(List::copyOf).toList();
    }

    /** @throws SipFailure 488 if it is none, or longer than any phone's */
    public static Description parse(String text) {
        var session = new ArrayList<String>();
        var media = new ArrayList<List<String>>();
        for (var line : text.lines().limit(MOST_LINES + 1L).map(String::strip).toList()) {
            if (line.isEmpty()) {
                continue;
            }
            if (line.length() < 2 || line.charAt(1) != '=') {
                throw new SipFailure(488);
            }
            if (line.startsWith("m=")) {
                media.add(new ArrayList<>());
            }
            (media.isEmpty() ? session : media.get(media.size() - 1)).add(line);
        }
        int lines = session.size() + media.stream().mapToInt(List::size).sum();
        if (session.isEmpty() || !session.get(0).equals("v=0") || lines > MOST_LINES || media.size() > MOST_MEDIA) {
            throw new SipFailure(488);
        }
        return new Description(session, media);
    }

    /** The same, as if this end had made it. */
    public Description by(Origin origin) {
        return new Description(
                session.stream()
                        .map(line -> line.startsWith("o=") ? origin.toString() : line)
                        .toList(),
                media);
    }

    /** Whether the other says the same, whoever says it. */
    public boolean isLike(Description other) {
        var anyone = new Origin(0, 0);
        return by(anyone).equals(other.by(anyone));
    }

    /**
     * The answer to it after which nothing is heard or sent, RFC 3264 §6.1: to be filled by an offer later. Media that are
     * secured would need keys for that, and are refused.
     */
    public Description inactive(Origin origin) {
        return plain(origin, media.stream().map(Description::silent).toList());
    }

    /** The answer to it that refuses all its media, RFC 3264 §6. */
    public Description refused() {
        return plain(new Origin(0, 0), media.stream().map(Description::unwanted).toList());
    }

    private Description plain(Origin origin, List<List<String>> media) {
        boolean six = Stream.concat(session.stream(), this.media.stream().flatMap(List::stream))
                .anyMatch(line -> line.startsWith("c=IN IP6"));
        var nowhere = six ? "c=IN IP6 ::" : "c=IN IP4 0.0.0.0";
        return new Description(List.of("v=0", origin.toString(), "s=-", nowhere, "t=0 0"), media);
    }

    private static List<String> silent(List<String> medium) {
        var words = medium.get(0).split(" +");
        boolean plain = words.length > 3
                && !words[1].equals("0")
                && words[2].toUpperCase(Locale.ROOT).matches("RTP/AVPF?");
        if (!plain) {
            return unwanted(medium);
        }
        words[1] = "9"; // discard: nothing is there, and it is not refused
        var lines = new ArrayList<>(List.of(String.join(" ", words)));
        medium.stream()
                .filter(line -> line.startsWith("a=rtpmap:") || line.startsWith("a=fmtp:") || line.startsWith("a=mid:"))
                .forEach(lines::add);
        lines.add("a=inactive");
        return lines;
    }

    private static List<String> unwanted(List<String> medium) {
        var words = medium.get(0).split(" +");
        if (words.length > 1) {
            words[1] = "0";
        }
        return List.of(String.join(" ", words));
    }

    /**
     * With as many media as there are others: RFC 3264 §8 lets nobody take one away, and §6 wants an answer to each.
     *
     * @param others where some are missing, these are refused in their place
     */
    public Description fitted(Description others) {
        var fitted = new ArrayList<>(media.subList(0, Math.min(media.size(), others.media.size())));
        others.media.stream().skip(fitted.size()).map(Description::unwanted).forEach(fitted::add);
        return new Description(session, fitted);
    }

    /** With at least as many media as there are others. */
    public Description stretched(Description others) {
        return media.size() < others.media.size() ? fitted(others) : this;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        Stream.concat(session.stream(), media.stream().flatMap(List::stream))
                .forEach(line -> text.append(line).append("\r\n"));
        return text.toString();
    }
}
