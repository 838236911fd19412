package offhook.runtime.net.http;

import java.util.List;

/** Lines for one client, taken as fast as the client reads; the feed limits what waits. It ends when the client goes. */
public interface LineFeed extends AutoCloseable {

    /** What there is, oldest first, without line breaks. On the event loop: does not block. */
    List<String> take();

    /** Nobody listens any more. On the event loop: does not block. */
    @Override
    void close();
}
