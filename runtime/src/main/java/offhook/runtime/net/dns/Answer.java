package offhook.runtime.net.dns;

import java.time.Duration;
import java.util.List;

/**
 * What DNS says to a question.
 *
 * @param data of each record, as it came
 * @param lasts how long it may be believed
 */
record Answer(List<byte[]> data, Duration lasts) {

    Answer {
        data = List.copyOf(data);
    }
}
