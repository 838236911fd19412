package offhook.voicemail.agent;

import java.util.LinkedHashMap;
import java.util.Map;

/** The last calls of some kind, a thousand at most. Safe to share. */
final class LatestCalls {

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
