package offhook.gateway.presence;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import offhook.sip.event.document.PresenceInfo.Note;
import offhook.sip.event.packages.PublishedPresence;
import offhook.sip.event.packages.Tuple;
import offhook.xmpp.presence.Availability;
import offhook.xmpp.presence.Show;

/**
 * What matters to chat contacts of all that is published of somebody.
 *
 * @param quiet what those say who want no calls
 * @param basic whether they can be reached, for those of whom chat knows nothing; empty if nobody says
 */
public record PublishedState(boolean isOnThePhone, Optional<String> quiet, Optional<Basic> basic) {

    /**
     * RFC 3863 §4.1.4.
     *
     * @param as how they are while they can be reached
     */
    public record Basic(boolean open, Availability as) {}

    private static final String DO_NOT_DISTURB = "Do not disturb";
    private static final Set<String> QUIET = Set.of("busy", "dnd", "do-not-disturb");
    private static final Set<String> TALKS = Set.of("on the phone", "on hold");

    /** @param reports the oldest first */
    public static PublishedState of(List<PublishedPresence> reports) {
        boolean talks = reports.stream()
                .anyMatch(report -> report.activities().contains("on-the-phone") || isSaid(report, TALKS));
        var quiet = reports.stream()
                .filter(report -> report.activities().stream().anyMatch(QUIET::contains)
                        || isSaid(report, Set.of("dnd", "do not disturb")))
                .reduce((older, newer) -> newer)
                .map(PublishedState::text);
        var basic = reports.stream()
                .filter(report -> !report.tuples().isEmpty())
                .reduce((older, newer) -> newer)
                .map(PublishedState::basic);
        return new PublishedState(talks, talks ? Optional.empty() : quiet, basic);
    }

    private static Basic basic(PublishedPresence report) {
        boolean open = report.tuples().stream().anyMatch(Tuple::open);
        var show = report.activities().contains("away") ? Show.AWAY : Show.ONLINE;
        return new Basic(
                open,
                new Availability(
                        show, notes(report).stream().map(Note::text).findFirst().orElse("")));
    }

    private static boolean isSaid(PublishedPresence report, Set<String> words) {
        return notes(report).stream()
                .anyMatch(note -> words.contains(note.text().strip().toLowerCase(Locale.ROOT)));
    }

    private static String text(PublishedPresence report) {
        return notes(report).stream().map(Note::text).findFirst().orElse(DO_NOT_DISTURB);
    }

    /** The person's own; where there are none, those of the tuples. */
    private static List<Note> notes(PublishedPresence report) {
        return report.notes().isEmpty()
                ? report.tuples().stream()
                        .flatMap(tuple -> tuple.notes().stream())
                        .toList()
                : report.notes();
    }
}
