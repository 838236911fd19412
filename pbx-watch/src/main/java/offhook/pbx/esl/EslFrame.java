package offhook.pbx.esl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What FreeSWITCH writes to its event socket: lines of "Name: value", an empty line, and a body as long as Content-Length
 * says.
 */
record EslFrame(Map<String, String> headers, String body) {

    String type() {
        return headers.getOrDefault("Content-Type", "");
    }

    String reply() {
        return headers.getOrDefault("Reply-Text", "");
    }

    /** Reads frames from bytes. */
    static final class Reader {

        private static final int LONGEST_LINE = 16 * 1024;
        private static final int MOST_HEADERS = 200;

        /** A list of twenty thousand channels. */
        private static final int LONGEST_BODY = 32 * 1024 * 1024;

        private final Consumer<EslFrame> each;
        private final Runnable tooLong;
        private final ByteArrayOutputStream part = new ByteArrayOutputStream();
        private Map<String, String> headers = new LinkedHashMap<>();
        private int missing;

        /** @param tooLong runs when a body is longer than any should be; nothing is read after that */
        Reader(Consumer<EslFrame> each, Runnable tooLong) {
            this.each = each;
            this.tooLong = tooLong;
        }

        void received(byte[] bytes) {
            for (int i = 0; i < bytes.length && missing >= 0; ) {
                if (missing > 0) {
                    int now = Math.min(missing, bytes.length - i);
                    part.write(bytes, i, now);
                    i += now;
                    missing -= now;
                    if (missing == 0) {
                        end();
                    }
                } else if (bytes[i++] != '\n') {
                    if (part.size() < LONGEST_LINE) {
                        part.write(bytes[i - 1]);
                    }
                } else {
                    line(text().strip());
                }
            }
        }

        private String text() {
            var text = part.toString(StandardCharsets.UTF_8);
            part.reset();
            return text;
        }

        private void line(String line) {
            int colon = line.indexOf(':');
            if (colon > 0 && headers.size() < MOST_HEADERS) {
                headers.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
            if (!line.isEmpty() || headers.isEmpty()) {
                return;
            }
            var length = headers.getOrDefault("Content-Length", "0");
            if (!length.matches("\\d{1,9}") || Integer.parseInt(length) > LONGEST_BODY) {
                missing = -1;
                tooLong.run();
                return;
            }
            missing = Integer.parseInt(length);
            if (missing == 0) {
                end();
            }
        }

        private void end() {
            var frame = new EslFrame(headers, text());
            headers = new LinkedHashMap<>();
            each.accept(frame);
        }
    }
}
