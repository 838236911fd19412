package offhook.gateway.presence;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import offhook.sip.event.document.PresenceInfo.Note;
import offhook.sip.event.packages.PublishedPresence;

/**
 * What matters to chat contacts of all that is published of somebody.
 *
 * @param quiet what those say who want no calls
 */
public record PublishedState(boolean isOnThePhone, Optional<String> quiet) {

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
        return new PublishedState(talks, talks ? Optional.empty() : quiet);
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
