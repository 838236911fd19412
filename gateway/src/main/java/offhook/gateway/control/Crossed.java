package offhook.gateway.control;

import java.util.Locale;
import offhook.runtime.trace.Crossing;

/**
 * Something that crossed a wire.
 *
 * @param at ISO 8601; null where something is missing
 * @param direction "in" or "out", seen from the server
 * @param leftOut how much of the text is missing at its end
 */
public record Crossed(String at, String wire, String direction, String text, int leftOut) {

    /** Stands where whoever follows did not keep up. */
    static Crossed lost(long count) {
        return new Crossed(null, "trace", "lost", count + " more, too fast to be shown", 0);
    }

    static Crossed of(Crossing crossing) {
        return new Crossed(
                crossing.at().toString(),
                crossing.wire(),
                crossing.direction().name().toLowerCase(Locale.ROOT),
                crossing.text(),
                crossing.leftOut());
    }
}
