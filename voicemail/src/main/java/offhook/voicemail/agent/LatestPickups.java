package offhook.voicemail.agent;

import java.util.LinkedHashMap;
import java.util.Map;

/** The last calls in which people have listened to their messages, a thousand at most. Safe to share. */
final class LatestPickups {

    private static final int REMEMBERED = 1_000;

    private final Map<String, Boolean> records = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void add(String record) {
        records.put(record, true);
    }

    synchronized boolean has(String record) {
        return records.containsKey(record);
    }
}
