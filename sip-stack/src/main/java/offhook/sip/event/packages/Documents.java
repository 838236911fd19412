package offhook.sip.event.packages;

import java.time.Duration;
import offhook.sip.event.EventPackage;

/** An event package by what its RFC says of its documents. Safe to share. */
abstract class Documents implements EventPackage {

    private final String name;
    private final String contentType;
    private final Duration pace;

    /** @param pace the shortest time between two of one subscription */
    Documents(String name, String contentType, Duration pace) {
        this.name = name;
        this.contentType = contentType;
        this.pace = pace;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String contentType() {
        return contentType;
    }

    @Override
    public final Duration pace() {
        return pace;
    }
}
