package offhook.xmpp.command;

import java.util.Locale;

/** A line about the state of a command, XEP-0050 §4.3. */
public record Note(Kind kind, String text) {

    /** §4.3.1. */
    public enum Kind {
        INFO,
        WARN,
        ERROR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
