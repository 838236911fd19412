package offhook.sip.event.packages;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.sip.call.CallTracker;
import offhook.sip.call.PhoneStatus;
import offhook.sip.event.EventPackage;
import offhook.sip.event.Relation;
import offhook.sip.registrar.LocalBindings;

/**
 * RFC 3856: whether somebody's phone is registered and whether they are on it, in PIDF (RFC 3863) with the data model of
 * RFC 4479 and the activities of RFC 4480; and how else they can be reached. Safe to share.
 */
public final class PresencePackage implements EventPackage {

    public static final String NAME = "presence";
    public static final String TYPE = "application/pidf+xml";

    private final CallTracker tracker;
    private final LocalBindings bindings;
    private final Tuples others;

    public PresencePackage(CallTracker tracker, LocalBindings bindings, Tuples others) {
        this.tracker = tracker;
        this.bindings = bindings;
        this.others = others;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String contentType() {
        return TYPE;
    }

    /** §6.10: "not … more than once every five seconds". */
    @Override
    public Duration pace() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void listen(Consumer<UserId> listener) {
        tracker.watch(listener);
        bindings.watch(listener);
        others.listen(listener);
    }

    @Override
    public Optional<String> document(User of, Relation watcher, long version) {
        var address = of.aors().get(0);
        var out = new StringBuilder(512)
                .append(Xml.HEAD)
                .append("<presence xmlns=\"urn:ietf:params:xml:ns:pidf\"")
                .append(" xmlns:dm=\"urn:ietf:params:xml:ns:pidf:data-model\"")
                .append(" xmlns:rpid=\"urn:ietf:params:xml:ns:pidf:rpid\" entity=\"")
                .append(Xml.text(address.toString()))
                .append("\">\n");
        phone(of, address.toString()).write(out);
        others.of(of).forEach(tuple -> tuple.write(out));
        out.append("  <dm:person id=\"person\">\n");
        if (tracker.status(of.id()).compareTo(PhoneStatus.HOLD) >= 0) {
            out.append("    <rpid:activities>\n      <rpid:on-the-phone/>\n      <rpid:busy/>\n");
            out.append("    </rpid:activities>\n    <dm:note>On the phone</dm:note>\n");
        }
        return Optional.of(out.append("  </dm:person>\n</presence>\n").toString());
    }

    private Tuple phone(User of, String address) {
        boolean registered = !bindings.of(of.id()).isEmpty();
        return new Tuple(
                "phone", registered, Optional.empty(), Optional.empty(), Optional.of(address), OptionalDouble.empty());
    }
}
