package offhook.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import offhook.sip.event.document.PresenceInfo.Note;
import offhook.sip.event.packages.PublishedPresence;
import offhook.sip.event.packages.Tuple;
import org.junit.jupiter.api.Test;

class PublishedStateTest {

    private static final PublishedState NOTHING = new PublishedState(false, Optional.empty());

    private static PublishedPresence of(List<String> activities, String... notes) {
        return new PublishedPresence(
                List.of(),
                activities,
                Stream.of(notes).map(text -> new Note(text, "")).toList());
    }

    private static PublishedState quiet(String text) {
        return new PublishedState(false, Optional.of(text));
    }

    @Test
    void busyAndDoNotDisturbAreQuiet() {
        assertThat(PublishedState.of(List.of())).isEqualTo(NOTHING);
        assertThat(PublishedState.of(List.of(of(List.of("away"), "out")))).isEqualTo(NOTHING);
        assertThat(PublishedState.of(List.of(of(List.of("busy"))))).isEqualTo(quiet("Do not disturb"));
        assertThat(PublishedState.of(List.of(of(List.of("busy"), "in a meeting"))))
                .isEqualTo(quiet("in a meeting"));
        assertThat(PublishedState.of(List.of(of(List.of(), "DND")))).isEqualTo(quiet("DND"));
    }

    @Test
    void whoTalksIsBusyAnyway() {
        var talks = new PublishedState(true, Optional.empty());
        assertThat(PublishedState.of(List.of(of(List.of("on-the-phone", "busy")))))
                .isEqualTo(talks);
        assertThat(PublishedState.of(List.of(of(List.of("busy"), "On hold")))).isEqualTo(talks);
        assertThat(PublishedState.of(List.of(of(List.of("busy")), of(List.of("on-the-phone")))))
                .isEqualTo(talks);
    }

    @Test
    void theNewestTellsAndANoteOfATupleWillDo() {
        var tuple = new Tuple(
                "ID-a",
                true,
                List.of(new Note("at the desk", "")),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty());
        var older = of(List.of("busy"), "older");
        var newer = new PublishedPresence(List.of(tuple), List.of("dnd"), List.of());
        assertThat(PublishedState.of(List.of(older, newer))).isEqualTo(quiet("at the desk"));
    }
}
