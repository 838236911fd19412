package offhook.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** The story as the reader sees it, each line with the seconds since it began. */
public final class Transcript {

    private final PrintStream out;
    private final long began = System.nanoTime();

    public Transcript(PrintStream out) {
        this.out = out;
    }

    void scene(String title) {
        out.println();
        out.println(title);
    }

    void line(String who, String what) {
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "  %6.1f s  %-16s %s", seconds, who, what));
    }

    void quote(String text) {
        text.lines().forEach(line -> out.println("            | " + line));
    }

    void plain(String text) {
        out.println(text);
    }
}
