package offhook.runtime.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What comes over a WebSocket of the Java platform, one after the other: the text of each message, in one piece, and in
 * brackets what else there is: {@code (binary …)}, {@code (ping)}, {@code (pong …)}, {@code (close 1000)}, {@code (error)}.
 */
public final class WebSocketEar implements WebSocket.Listener {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder binary = new StringBuilder();

    /** What has come first; null if nothing comes. */
    public String next() throws InterruptedException {
        return heard.poll(20, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            hear(from, text.toString());
            text.setLength(0);
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        binary.append(UTF_8.decode(part));
        if (last) {
            hear(from, "(binary " + binary + ')');
            binary.setLength(0);
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        return hear(from, "(ping)");
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        return hear(from, "(pong " + UTF_8.decode(message) + ')');
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        heard.add("(close " + status + ')');
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        heard.add("(error)");
    }

    private CompletionStage<?> hear(WebSocket from, String what) {
        heard.add(what);
        from.request(1);
        return null;
    }
}
