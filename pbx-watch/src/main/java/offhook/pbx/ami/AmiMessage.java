package offhook.pbx.ami;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import offhook.pbx.link.Lines;

/**
 * A message of the Asterisk Manager Interface: lines of "Name: value". A name that comes twice counts the first time.
 *
 * @param fields by their names as Asterisk writes them
 */
record AmiMessage(Map<String, String> fields) {

    /** A channel has some forty; what is beyond is left out. */
    private static final int MOST_FIELDS = 200;

    /** @return "" where there is none */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    boolean has(String name) {
        return !get(name).isEmpty();
    }

    boolean isEvent(String name) {
        return get("Event").equals(name);
    }

    @Override
    public String toString() {
        return has("Event") ? get("Event") : get("Response");
    }

    /** Reads messages from bytes. */
    static final class Reader {

        private final Lines lines = new Lines(this::line);
        private final Consumer<String> banner;
        private final Consumer<AmiMessage> each;
        private Map<String, String> fields = new LinkedHashMap<>();
        private boolean greeted;

        /**
         * @param banner takes the first line, which says who is there
         * @param each takes each message after that
         */
        Reader(Consumer<String> banner, Consumer<AmiMessage> each) {
            this.banner = banner;
            this.each = each;
        }

        void received(byte[] bytes) {
            lines.received(bytes);
        }

        private void line(String line) {
            if (!greeted) {
                greeted = true;
                banner.accept(line);
            } else if (!line.isEmpty()) {
                int colon = line.indexOf(':');
                if (colon > 0 && fields.size() < MOST_FIELDS) {
                    fields.putIfAbsent(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            } else if (!fields.isEmpty()) {
                var message = new AmiMessage(fields);
                fields = new LinkedHashMap<>();
                each.accept(message);
            }
        }
    }
}
