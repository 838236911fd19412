package offhook.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import offhook.gateway.presence.PublishedState.Basic;
import offhook.sip.event.document.PresenceInfo.Note;
import offhook.sip.event.packages.PublishedPresence;
import offhook.sip.event.packages.Tuple;
import offhook.xmpp.presence.Availability;
import offhook.xmpp.presence.Show;
import org.junit.jupiter.api.Test;

class PublishedStateTest {

    private static final PublishedState NOTHING = new PublishedState(false, Optional.empty(), Optional.empty());

    private static PublishedPresence of(List<String> activities, String... notes) {
        return new PublishedPresence(
                List.of(),
                activities,
                Stream.of(notes).map(text -> new Note(text, "")).toList());
    }

    private static PublishedState quiet(String text) {
        return new PublishedState(false, Optional.of(text), Optional.empty());
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
        var talks = new PublishedState(true, Optional.empty(), Optional.empty());
        assertThat(PublishedState.of(List.of(of(List.of("on-the-phone", "busy")))))
                .isEqualTo(talks);
        assertThat(PublishedState.of(List.of(of(List.of("busy"), "On hold")))).isEqualTo(talks);
        assertThat(PublishedState.of(List.of(of(List.of("busy")), of(List.of("on-the-phone")))))
                .isEqualTo(talks);
    }

    @Test
    void theNewestTellsAndANoteOfATupleWillDo() {
        var older = of(List.of("busy"), "older");
        var newer = new PublishedPresence(List.of(tuple(true, "at the desk")), List.of("dnd"), List.of());
        assertThat(PublishedState.of(List.of(older, newer)).quiet()).contains("at the desk");
    }

    @Test
    void theNewestThatKnowsSaysWhetherTheyCanBeReached() {
        var away = new PublishedPresence(List.of(tuple(true, "lunch")), List.of("away"), List.of());
        var gone = new PublishedPresence(List.of(tuple(false)), List.of(), List.of());
        var both = new PublishedPresence(List.of(tuple(false), tuple(true)), List.of(), List.of());
        assertThat(PublishedState.of(List.of(gone, away, of(List.of()))).basic())
                .contains(new Basic(true, new Availability(Show.AWAY, "lunch")));
        assertThat(PublishedState.of(List.of(away, gone)).basic())
                .contains(new Basic(false, new Availability(Show.ONLINE, "")));
        assertThat(PublishedState.of(List.of(gone, both)).basic())
                .contains(new Basic(true, new Availability(Show.ONLINE, "")));
    }

    private static Tuple tuple(boolean open, String... notes) {
        return new Tuple(
                "ID-a",
                open,
                Stream.of(notes).map(text -> new Note(text, "")).toList(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty());
    }
}
