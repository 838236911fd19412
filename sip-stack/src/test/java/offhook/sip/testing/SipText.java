package offhook.sip.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import offhook.runtime.testing.Blanks;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipMessage;

/**
 * A message as a trace writes it: a start line, some headers, perhaps an empty line and a body.
 *
 * @param headers pairs of name and value
 */
record SipText(String startLine, List<String[]> headers, String body) {

    static SipText parse(String text) {
        var parts = text.split("\n\n", 2);
        var lines = parts[0].split("\n");
        var headers = new ArrayList<String[]>();
        for (int i = 1; i < lines.length; i++) {
            var pair = lines[i].split(":", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException("no header: " + lines[i]);
            }
            headers.add(new String[] {pair[0].strip(), pair[1].strip()});
        }
        return new SipText(lines[0].strip(), headers, parts.length == 1 ? "" : parts[1]);
    }

    String header(String name) {
        return headers.stream()
                .filter(pair -> pair[0].equalsIgnoreCase(name))
                .map(pair -> pair[1])
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether the message has this start line, these headers in any order (each line fits one value, or all of them), and
     * this body. {@code Reason: {none}} fits a message without a Reason.
     */
    static boolean matches(String pattern, SipMessage message, Blanks blanks) {
        var expected = parse(pattern);
        if (!blanks.matches(expected.startLine, message.startLine())) {
            return false;
        }
        for (var header : expected.headers) {
            var values = message.values(HeaderName.of(header[0]));
            boolean fits = header[1].equals("{none}")
                    ? values.isEmpty()
                    : values.stream().anyMatch(value -> blanks.matches(header[1], value))
                            || blanks.matches(header[1], String.join(", ", values));
            if (!fits) {
                return false;
            }
        }
        var body = new String(message.body(), StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .strip();
        return expected.body.isEmpty() || blanks.matches(expected.body.strip(), body);
    }
}
