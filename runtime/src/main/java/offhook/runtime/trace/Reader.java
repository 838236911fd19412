package offhook.runtime.trace;

import java.util.List;

/**
 * Says what bytes that crossed a wire are about. It is asked when somebody looks, since nearly all that crosses is
 * forgotten unread; on any thread, and perhaps more than once.
 */
@FunctionalInterface
public interface Reader {

    /** @param raw as it crossed, possibly cut at its end; not to be changed */
    Legend read(byte[] raw);

    /**
     * @param text what may be shown: the raw bytes without secrets
     * @param keys whom or what it concerns
     */
    record Legend(byte[] text, List<String> keys) {}
}
