package offhook.voicemail.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.voicemail.sdp.Attributes.Attribute;

/**
 * A session description, as far as a stream of speech needs it: RFC 8866 §5. Lenient where phones are careless (line ends,
 * lines that are missing or unknown), strict in sizes. Safe to share.
 *
 * @param timing the values of its {@code t=} line
 * @param connection the value of the session's {@code c=} line
 */
record SessionDescription(
        String timing, Optional<String> connection, Attributes attributes, List<MediaDescription> media) {

    private static final int LONGEST = 32 * 1024;
    private static final int LINES = 1000;
    private static final int MEDIA = 32;

    /** @throws MalformedDescription if it is none, or too large */
    static SessionDescription parse(String text) {
        if (text.length() > LONGEST) {
            throw new MalformedDescription("longer than " + LONGEST + " characters");
        }
        var lines = text.lines().limit(LINES + 1L).toList();
        if (lines.size() > LINES) {
            throw new MalformedDescription("more than " + LINES + " lines");
        }
        if (lines.isEmpty() || !lines.get(0).strip().equals("v=0")) {
            throw new MalformedDescription("does not begin with v=0");
        }
        var reader = new Reader();
        lines.forEach(reader::line);
        return reader.end();
    }

    /** What a stream has to say about this, or else the session. */
    Optional<String> attribute(MediaDescription stream, String name) {
        return stream.attributes().first(name).or(() -> attributes.first(name));
    }

    Optional<String> connection(MediaDescription stream) {
        return stream.connection().or(() -> connection);
    }

    private static final class Reader {

        private String timing = "0 0";
        private Optional<String> sessionConnection = Optional.empty();
        private final List<Attribute> sessionAttributes = new ArrayList<>();
        private final List<MediaDescription> media = new ArrayList<>();

        // Of the stream that is being read.
        private Optional<String> connection = Optional.empty();
        private List<Attribute> attributes = sessionAttributes;

        void line(String line) {
            if (line.isBlank()) {
                return;
            }
            if (line.length() < 2 || line.charAt(1) != '=') {
                throw new MalformedDescription("a line is not of the form x=");
            }
            var value = line.substring(2);
            switch (line.charAt(0)) {
                case 'm' -> begin(value);
                case 'c' -> connection = connection.or(() -> Optional.of(value.strip()));
                case 'a' -> attributes.add(Attribute.parse(value));
                case 't' -> timing = value.strip().matches("\\d{1,20} \\d{1,20}") ? value.strip() : timing;
                default -> {} // nothing that matters to a stream
            }
        }

        private void begin(String line) {
            finish();
            if (media.size() == MEDIA) {
                throw new MalformedDescription("more than " + MEDIA + " streams");
            }
            media.add(MediaDescription.parse(line));
            attributes = new ArrayList<>();
            connection = Optional.empty();
        }

        private void finish() {
            int last = media.size() - 1;
            if (last < 0) {
                sessionConnection = connection;
            } else {
                media.set(last, media.get(last).with(connection, attributes));
            }
        }

        SessionDescription end() {
            finish();
            return new SessionDescription(
                    timing, sessionConnection, new Attributes(sessionAttributes), List.copyOf(media));
        }
    }
}
