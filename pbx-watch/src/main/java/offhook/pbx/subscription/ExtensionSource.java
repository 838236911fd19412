package offhook.pbx.subscription;

import java.util.concurrent.CompletionStage;
import offhook.pbx.CallEventSource;

/** A source that keeps something at the PBX for each extension, and asks whether the PBX is there. Safe to share. */
public abstract class ExtensionSource implements CallEventSource {

    private final String name;

    protected ExtensionSource(String name) {
        this.name = name;
    }

    /** What it keeps. */
    protected abstract Extensions extensions();

    protected abstract Heartbeat heartbeat();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final void start() {
        heartbeat().start();
        extensions().start();
    }

    @Override
    public final CompletionStage<Void> stop() {
        heartbeat().stop();
        return extensions().stop();
    }

    @Override
    public final boolean isUp() {
        return heartbeat().isUp();
    }
}
