package offhook.sip.event.packages;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.sip.call.CallTracker;
import offhook.sip.call.PhoneStatus;
import offhook.sip.event.EventPackage;
import offhook.sip.event.Publications;
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
    private final Publications<PublishedPresence> published;

    public PresencePackage(
            CallTracker tracker, LocalBindings bindings, Tuples others, Publications<PublishedPresence> published) {
        this.tracker = tracker;
        this.bindings = bindings;
        this.others = others;
        this.published = published;
    }

    /** What others may publish: documents of this package. */
    public static Publications<PublishedPresence> publications(Publications.Ground ground) {
        return new Publications<>(NAME, TYPE, PublishedPresence::read, ground);
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
        published.listen(listener);
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
        var reports = published.of(of.id());
        tuples(of, address.toString(), reports).forEach(tuple -> tuple.write(out));
        out.append("  <dm:person id=\"person\">\n");
        boolean talks = tracker.status(of.id()).compareTo(PhoneStatus.HOLD) >= 0;
        var activities = activities(talks, reports);
        if (!activities.isEmpty()) {
            out.append("    <rpid:activities>\n");
            activities.forEach(name -> out.append("      <rpid:").append(name).append("/>\n"));
            out.append("    </rpid:activities>\n");
        }
        var note = talks
                ? Optional.of("On the phone")
                : reports.stream().flatMap(report -> report.note().stream()).reduce((older, newer) -> newer);
        note.ifPresent(
                text -> out.append("    <dm:note>").append(Xml.text(text)).append("</dm:note>\n"));
        return Optional.of(out.append("  </dm:person>\n</presence>\n").toString());
    }

    /** Of two with one id the later one holds: a phone that has started anew publishes the same once more. */
    private Collection<Tuple> tuples(User of, String address, List<PublishedPresence> reports) {
        var all = new LinkedHashMap<String, Tuple>();
        Stream.of(
                        Stream.of(phone(of, address)),
                        others.of(of).stream(),
                        reports.stream().flatMap(report -> report.tuples().stream()))
                .flatMap(tuples -> tuples)
                .forEach(tuple -> all.put(tuple.id(), tuple));
        return all.values();
    }

    private static Set<String> activities(boolean talks, List<PublishedPresence> reports) {
        var all = new LinkedHashSet<String>(talks ? List.of("on-the-phone", "busy") : List.of());
        reports.forEach(report -> all.addAll(report.activities()));
        return all;
    }

    private Tuple phone(User of, String address) {
        boolean registered = !bindings.of(of.id()).isEmpty();
        return new Tuple(
                "phone", registered, Optional.empty(), Optional.empty(), Optional.of(address), OptionalDouble.empty());
    }
}
