package offhook.sip.event.packages;

import java.time.Duration;
import java.util.Comparator;
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
import offhook.sip.event.Publications;
import offhook.sip.event.Relation;
import offhook.sip.event.document.PresenceInfo.Note;
import offhook.sip.registrar.LocalBindings;

/**
 * RFC 3856: whether somebody's phone is registered and whether they are on it, in PIDF (RFC 3863) with the data model of
 * RFC 4479 and the activities of RFC 4480; and how else they can be reached. Safe to share.
 */
public final class PresencePackage extends Documents {

    public static final String NAME = "presence";
    public static final String TYPE = "application/pidf+xml";

    /** §6.10: "not … more than once every five seconds". */
    private static final Duration PACE = Duration.ofSeconds(5);

    private static final Note ON_THE_PHONE = new Note("On the phone", "");

    private final CallTracker tracker;
    private final LocalBindings bindings;
    private final Tuples others;
    private final Publications<PublishedPresence> published;

    public PresencePackage(
            CallTracker tracker, LocalBindings bindings, Tuples others, Publications<PublishedPresence> published) {
        super(NAME, TYPE, PACE);
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
    public void listen(Consumer<UserId> listener) {
        tracker.watch(listener);
        bindings.watch(listener);
        others.listen(listener);
        published.listen(listener);
    }

    @Override
    public boolean mayBeAskedFor() {
        return true;
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
        var activities = activities(of, talks, reports);
        if (!activities.isEmpty()) {
            out.append("    <rpid:activities>\n");
            activities.forEach(name -> out.append("      <rpid:").append(name).append("/>\n"));
            out.append("    </rpid:activities>\n");
        }
        notes(talks, reports).forEach(note -> Tuple.write(note, "dm:note", "    ", out));
        return Optional.of(out.append("  </dm:person>\n</presence>\n").toString());
    }

    /** What was published last says how things are. */
    private static List<Note> notes(boolean talks, List<PublishedPresence> reports) {
        return talks
                ? List.of(ON_THE_PHONE)
                : reports.stream()
                        .map(PublishedPresence::notes)
                        .filter(notes -> !notes.isEmpty())
                        .reduce((older, newer) -> newer)
                        .orElse(List.of());
    }

    /**
     * Of two with one id the later one holds: a phone that has started anew publishes the same once more. Those that can
     * be reached come first, since some phones read no further than the first.
     */
    private List<Tuple> tuples(User of, String address, List<PublishedPresence> reports) {
        var all = new LinkedHashMap<String, Tuple>();
        Stream.of(
                        Stream.of(phone(of, address)),
                        others.of(of).stream(),
                        reports.stream().flatMap(report -> report.tuples().stream()))
                .flatMap(tuples -> tuples)
                .forEach(tuple -> all.put(tuple.id(), tuple));
        return all.values().stream()
                .sorted(Comparator.comparing(tuple -> !tuple.open()))
                .toList();
    }

    private Set<String> activities(User of, boolean talks, List<PublishedPresence> reports) {
        var all = new LinkedHashSet<String>(talks ? List.of("on-the-phone", "busy") : List.of());
        all.addAll(others.activities(of));
        reports.forEach(report -> all.addAll(report.activities()));
        return all;
    }

    private Tuple phone(User of, String address) {
        boolean registered = !bindings.of(of.id()).isEmpty();
        return new Tuple(
                "phone", registered, List.of(), Optional.empty(), Optional.of(address), OptionalDouble.empty());
    }
}
