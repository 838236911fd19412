package offhook.pbx.link;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of bytes. A line that is too long is cut: what a PBX writes of a call stands at its beginning, and a peer that
 * never ends a line fills no memory.
 */
public final class Lines {

    private static final int LONGEST = 16 * 1024;

    private final Consumer<String> each;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param each takes each line without its end, which is LF or CR LF */
    public Lines(Consumer<String> each) {
        this.each = each;
    }

    public void received(byte[] bytes) {
        for (byte one : bytes) {
            if (one == '\n') {
                end();
            } else if (line.size() < LONGEST) {
                line.write(one);
            }
        }
    }

    private void end() {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        each.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
