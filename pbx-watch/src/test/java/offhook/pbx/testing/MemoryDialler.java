package offhook.pbx.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import offhook.pbx.link.Conversation;
import offhook.pbx.link.Dialler;
import offhook.pbx.link.Wire;
import offhook.runtime.work.Loop;

/** The way to a simulated PBX without a network, cut off when the test says so. */
public final class MemoryDialler implements Dialler {

    private final Loop loop;
    private final SimulatedPbx pbx;
    private Optional<Line> line = Optional.empty();

    /** Whether the PBX cannot be reached. */
    public boolean away;

    /** Whether it takes and says nothing, though connected. */
    public boolean mute;

    /** How often somebody tried to connect. */
    public int attempts;

    public MemoryDialler(Loop loop, SimulatedPbx pbx) {
        this.loop = loop;
        this.pbx = pbx;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public String toString() {
        return "memory";
    }

    @Override
    public void dial(Conversation conversation) {
        attempts++;
        loop.execute(() -> {
            if (away) {
                conversation.closed("connection refused");
                return;
            }
            var opened = new Line(conversation);
            line = Optional.of(opened);
            conversation.opened(opened);
            opened.hear(pbx.greets());
        });
    }

    public boolean isConnected() {
        return line.isPresent();
    }

    /** Something happens at the PBX; told only while somebody is connected. */
    public void says(String event) {
        var text = pbx.says(event);
        line.ifPresent(open -> open.hear(text));
    }

    /** Something that no simulated PBX would say. */
    public void hears(String text) {
        line.ifPresent(open -> open.hear(text));
    }

    public void cut() {
        line.ifPresent(Line::close);
    }

    private final class Line implements Wire {

        private final Conversation conversation;

        Line(Conversation conversation) {
            this.conversation = conversation;
        }

        void hear(String text) {
            if (mute) {
                return;
            }
            // Cut anywhere, as a network does.
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int middle = bytes.length / 3;
            loop.execute(() -> {
                conversation.received(Arrays.copyOfRange(bytes, 0, middle));
                conversation.received(Arrays.copyOfRange(bytes, middle, bytes.length));
            });
        }

        @Override
        public void send(String text) {
            for (var request : text.replace("\r\n", "\n").split("\n\n")) {
                hear(pbx.answers(request));
            }
        }

        @Override
        public void close() {
            if (line.equals(Optional.of(this))) {
                line = Optional.empty();
                loop.execute(() -> conversation.closed("cut"));
            }
        }
    }
}
