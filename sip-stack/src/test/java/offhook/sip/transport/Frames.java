package offhook.sip.transport;

import java.util.ArrayList;
import java.util.List;
import offhook.sip.message.Limits;

/** What a stream would take for messages, for tests that have no stream. */
public final class Frames {

    private Frames() {}

    /** The messages that are whole in these bytes; the rest of a stream that cannot be cut any further is one, too. */
    public static List<byte[]> of(byte[] bytes) {
        var frames = new ArrayList<byte[]>();
        var framer = new StreamFramer(Limits.DEFAULT, new StreamFramer.Listener() {
            @Override
            public void message(byte[] frame) {
                frames.add(frame);
            }

            @Override
            public void ping() {}

            @Override
            public void broken(byte[] rest) {
                frames.add(rest);
            }
        });
        byte[] room = framer.room(bytes.length);
        System.arraycopy(bytes, 0, room, framer.position(), bytes.length);
        framer.fed(bytes.length);
        return frames;
    }
}
