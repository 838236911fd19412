package offhook.sip.event.document;

import static offhook.sip.event.document.Documents.bytes;
import static offhook.sip.event.document.Documents.golden;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** RFC 4235 §4.3. */
class DialogTableTest {

    private final DialogTable table = new DialogTable();

    private static DialogInfo info(int version, String kind, String... dialogs) {
        var text = new StringBuilder("<dialog-info version='" + version + "' state='" + kind + "'>");
        for (var dialog : dialogs) {
            var parts = dialog.split(" ");
            text.append("<dialog id='").append(parts[0]).append('\'');
            if (parts.length > 2) {
                text.append(" remote-tag='").append(parts[2]).append('\'');
            }
            text.append("><state>").append(parts[1]).append("</state></dialog>");
        }
        try {
            return DialogInfo.read(bytes(text + "</dialog-info>"));
        } catch (MalformedDocument e) {
            throw new AssertionError(e);
        }
    }

    private List<String> rows() {
        return table.dialogs().stream()
                .map(dialog -> dialog.id() + " " + dialog.state().name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Test
    void partialStateChangesWhatItNames() {
        assertThat(table.take(info(0, "full", "a early", "b confirmed"))).isTrue();
        assertThat(table.take(info(1, "partial", "a confirmed"))).isTrue();
        assertThat(table.take(info(2, "partial", "b terminated", "c trying"))).isTrue();
        assertThat(rows()).containsExactly("a confirmed", "c trying");
    }

    @Test
    void fullStateIsAllThereIs() {
        table.take(info(0, "full", "a early", "b confirmed"));
        assertThat(table.take(info(7, "full", "c early"))).isTrue();
        assertThat(rows()).containsExactly("c early");
        assertThat(table.take(info(8, "full"))).isTrue();
        assertThat(rows()).isEmpty();
    }

    @Test
    void aGapIsTakenInAndAskedFor() {
        table.take(info(0, "full", "a early"));
        assertThat(table.take(info(2, "partial", "b early"))).isFalse();
        assertThat(rows()).containsExactly("a early", "b early");
        assertThat(table.take(info(3, "full", "b confirmed"))).isTrue();
        assertThat(rows()).containsExactly("b confirmed");
    }

    @Test
    void whatIsOlderIsNotTakenIn() {
        table.take(info(5, "full", "a early"));
        assertThat(table.take(info(4, "full"))).isFalse();
        assertThat(rows()).containsExactly("a early");
    }

    @Test
    void aNotifierThatCountsFromTheStartAgainIsBelievedWhenAsked() {
        table.take(info(5, "full", "a early"));
        table.take(info(0, "full", "b early"));
        assertThat(table.take(info(1, "full", "b confirmed"))).isTrue();
        assertThat(rows()).containsExactly("b confirmed");
        assertThat(table.take(info(2, "partial", "b terminated"))).isTrue();
    }

    @Test
    void aNotifierThatNeverSendsFullStateIsAskedOnce() {
        assertThat(table.take(info(0, "partial", "a early"))).isFalse();
        assertThat(table.take(info(1, "partial", "a confirmed"))).isTrue();
        assertThat(table.take(info(2, "partial", "a terminated"))).isTrue();
        assertThat(rows()).isEmpty();
    }

    @Test
    void withoutVersionsEverythingFollows() throws Exception {
        assertThat(table.take(DialogInfo.read(
                        bytes("<dialog-info><dialog id='1'><state>early</state></dialog></dialog-info>"))))
                .isTrue();
        assertThat(table.take(DialogInfo.read(bytes("<dialog-info/>")))).isTrue();
        assertThat(rows()).isEmpty();
    }

    @Test
    void theEndOfTheForkThatLostIsNotTheEndOfTheOther() throws Exception {
        assertThat(table.take(DialogInfo.read(golden("dialog-info-rfc4235-6.1-forks.xml"))))
                .isTrue();
        table.take(info(3, "partial", "as7d900as8 confirmed hh76a"));
        table.take(info(4, "partial", "as7d900as8 terminated 456887766"));
        assertThat(rows()).containsExactly("as7d900as8 confirmed");
        table.take(info(5, "partial", "as7d900as8 early another"));
        assertThat(rows()).containsExactly("as7d900as8 confirmed");
        table.take(info(6, "partial", "as7d900as8 terminated hh76a"));
        assertThat(rows()).isEmpty();
    }

    @Test
    void ofTwoPublicationsOfOneDialogTheFurthestHolds() throws Exception {
        table.take(DialogInfo.read(golden("dialog-info-kamailio-published-twice.xml")));
        assertThat(rows()).isEmpty();
        table.take(info(8, "full", "x early", "x confirmed"));
        assertThat(rows()).containsExactly("x confirmed");
    }

    @Test
    void noNotifierFillsTheMemory() {
        var many = new String[DialogTable.MOST + 10];
        for (int i = 0; i < many.length; i++) {
            many[i] = "d" + i + " early";
        }
        table.take(info(0, "full", many));
        assertThat(rows()).hasSize(DialogTable.MOST);
        table.take(info(1, "partial", "d0 confirmed", "d1 terminated"));
        assertThat(rows()).hasSize(DialogTable.MOST - 1).contains("d0 confirmed");
    }

    /** Whatever was lost or came twice before: after one full document the table is what that document says. */
    @Property
    void aFullDocumentHealsEverything(
            @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 5) Integer> lost, @ForAll boolean partial) {
        int version = 0;
        for (var skipped : lost) {
            version += skipped;
            table.take(info(version, partial ? "partial" : "full", "a early", "b" + skipped + " confirmed"));
        }
        table.take(info(version + 1, "full", "z confirmed"));
        assertThat(rows()).containsExactly("z confirmed");
    }
}
